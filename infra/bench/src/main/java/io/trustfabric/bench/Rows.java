package io.trustfabric.bench;

import java.sql.SQLException;

/// Fills `security_events` with plausible rows for the lists, past the product, for speed: one a
/// minute up to now, stored in about the order of their times. The history grows with the number of
/// rows; the shares of severities, statuses and sources stay the same.
final class Rows {

  /// Words of titles and descriptions; `quarantine` (1 %), `exfiltration` (30 %) and `zebrafish`
  /// (20 rows whatever the size) come on top.
  private static final String WORDS =
      "account,address,admin,agent,alert,archive,audit,backup,badge,bucket,certificate,client,cluster,"
          + "console,cookie,credential,database,detector,device,directory,domain,download,endpoint,export,"
          + "factor,failed,file,firewall,folder,gateway,group,header,host,invoice,key,ledger,limit,log,"
          + "mail,network,node,object,partner,password,payload,payroll,permission,policy,port,proxy,query,"
          + "refused,region,request,role,rotation,rule,scan,script,secret,server,session,share,sign-in,"
          + "storage,subnet,support,tenant,token,tunnel,update,upload,user,vault,volume,webhook";

  private static final String LOAD =
      """
      INSERT INTO security_events (id, version, created_at, created_by_issuer, created_by_subject,
        created_by_name, updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata,
        personal_salt, event_type, severity, status, title, description, source, source_ip, actor,
        resource, occurred_at, detected_at, aware_at, assignee, personal_data, data_assets,
        report_required, report_authority, report_due_at, report_reported_at)
      SELECT uuidv7(at - now()), 0, at, 'https://issuer.example', 'bench', 'Bench', at,
        'https://issuer.example', 'bench', 'Bench', jsonb_build_object('rule', i %% 200),
        decode(md5(i::text), 'hex'),
        (ARRAY['login_failure', 'unauthorized_access', 'data_breach', 'policy_violation',
          'privilege_escalation', 'malware', 'configuration_change', 'secret_exposure',
          'anomalous_activity', 'other'])[1 + floor(random() * 10)],
        CASE WHEN s < 0.02 THEN 'critical' WHEN s < 0.12 THEN 'high' WHEN s < 0.42 THEN 'medium' ELSE 'low' END,
        CASE WHEN t < 0.06 THEN 'open' WHEN t < 0.09 THEN 'investigating' WHEN t < 0.17 THEN 'false_positive'
          ELSE 'resolved' END,
        initcap(w.words[1]) || ' ' || w.words[2] || ' ' || w.words[3],
        array_to_string(w.words[4:15], ' ')
          || CASE WHEN random() < 0.01 THEN ' quarantine' ELSE '' END
          || CASE WHEN random() < 0.3 THEN ' exfiltration' ELSE '' END
          || CASE WHEN i %% (%1$d / 20) = 7 THEN ' zebrafish' ELSE '' END,
        'detector-' || floor(random() * 20), '10.0.' || i %% 256 || '.' || floor(random() * 256),
        'account-' || floor(random() * 100), 'ledger-export/' || i, at, at, at,
        CASE WHEN random() < 0.15 THEN 'analyst-' || floor(random() * 8) END, random() < 0.1, '{}',
        CASE WHEN due THEN true END, CASE WHEN due THEN 'gdpr_art_33' END,
        CASE WHEN due THEN at + interval '72 hours' END,
        CASE WHEN due AND i %% (%1$d / 60) <> 11 AND at < now() - interval '72 hours'
          THEN at + interval '1 hour' END
      FROM (SELECT i, now() - (%1$d - i) * interval '1 minute' - random() * interval '2 minutes' AS at,
              random() AS s, random() AS t, i %% 200 = 3 OR i %% (%1$d / 60) = 11 AS due
            FROM generate_series(1, %1$d) i OFFSET 0) e
      CROSS JOIN LATERAL (
        SELECT array_agg((string_to_array('%2$s', ','))[1 + floor(random() * 76)]) AS words
        FROM generate_series(1, 15) WHERE e.i IS NOT NULL) w
      """;

  private Rows() {}

  /// Empties the table and loads that many rows; returns when statistics and visibility are fresh.
  static void load(Fabric fabric, int count) throws SQLException {
    fabric.execute("TRUNCATE security_events CASCADE");
    fabric.execute(LOAD.formatted(count, WORDS));
    fabric.execute("VACUUM (ANALYZE) security_events");
    fabric.execute("CHECKPOINT");
  }
}
