package io.trustfabric.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.testing.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What facts and counts should be: worked out of the features' own tables, by statements that
/// share nothing with the reader of the ledger.
public final class Recount {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern TIME = Pattern.compile("\\bT\\(((?:max\\([a-z_]+\\))|[a-z_.]+)\\)");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+([eE][-+]?[0-9]+)?");

  private static final String COUNTS =
      """
      SELECT 'security_event/' || severity || '/' || status, count(*) FROM security_events GROUP BY severity, status
      UNION ALL SELECT 'incident/' || severity || '/' || status, count(*) FROM incidents GROUP BY severity, status
      UNION ALL SELECT 'model_version/' || status, count(*) FROM model_registry GROUP BY status
      UNION ALL SELECT 'drift/' || severity || '/' || status, count(*) FROM model_drift_detections
        WHERE drift_detected GROUP BY severity, status
      UNION ALL SELECT 'evidence/' || status, count(*) FROM compliance_evidence GROUP BY status
      UNION ALL SELECT 'backup/' || status, count(*) FROM backup_restore_logs GROUP BY status
      UNION ALL SELECT 'chaos/' || coalesce(outcome, status), count(*) FROM chaos_test_results
        GROUP BY coalesce(outcome, status)
      """;

  private static final String FACTS =
      """
      SELECT 'authority_report', id::text, jsonb_build_object('dueAt', T(report_due_at))
        FROM security_events WHERE report_required AND report_reported_at IS NULL
      UNION ALL SELECT 'action_item', id::text, jsonb_build_object('dueAt', T(due_at), 'incidentId', incident_id)
        FROM incident_action_items WHERE status IN ('open', 'in_progress')
      UNION ALL SELECT 'secret', n.secret_name, jsonb_strip_nulls(jsonb_build_object(
          'attempt', T(n.created_at) || ' ' || n.id, 'status', n.status, 'retired', s.retired,
          'success', T(s.rotated_at) || ' ' || s.id))
          || CASE WHEN s.id IS NULL THEN '{}' ELSE jsonb_build_object('dueAt', T(s.next_rotation_due_at)) END
        FROM (SELECT DISTINCT ON (secret_name) * FROM secret_rotation_log ORDER BY secret_name, created_at DESC, id DESC) n
        LEFT JOIN (SELECT DISTINCT ON (secret_name) * FROM secret_rotation_log WHERE status = 'succeeded'
          ORDER BY secret_name, rotated_at DESC, id DESC) s USING (secret_name)
      UNION ALL SELECT 'dataset', id::text, jsonb_build_object('name', name, 'dataVersion', data_version)
        FROM golden_datasets WHERE status = 'active'
      UNION ALL SELECT 'dataset_evaluation', golden_dataset_id::text, jsonb_build_object('id', e.id, 'at', T(e.created_at),
          'low', e.accuracy_low, 'place', T(e.created_at) || ' ' || e.id)
        FROM (SELECT DISTINCT ON (golden_dataset_id) * FROM golden_evaluations WHERE NOT contaminated
          ORDER BY golden_dataset_id, created_at DESC, id DESC) e
      UNION ALL SELECT 'model_evaluation', model_id::text, jsonb_build_object('id', e.id, 'at', T(e.created_at),
          'low', e.accuracy_low, 'place', T(e.created_at) || ' ' || e.id)
        FROM (SELECT DISTINCT ON (model_id) * FROM golden_evaluations WHERE NOT contaminated AND model_id IS NOT NULL
          ORDER BY model_id, created_at DESC, id DESC) e
      UNION ALL SELECT * FROM (SELECT DISTINCT ON (test_suite) 'suite', test_suite, r.run FROM (
          SELECT test_suite, max(executed_at) AS newest, run_id, jsonb_strip_nulls(jsonb_build_object('runId', run_id,
            'at', T(max(executed_at)),
            'passed', nullif(count(*) FILTER (WHERE status = 'passed'), 0),
            'failed', nullif(count(*) FILTER (WHERE status = 'failed'), 0),
            'skipped', nullif(count(*) FILTER (WHERE status = 'skipped'), 0),
            'error', nullif(count(*) FILTER (WHERE status = 'error'), 0))) AS run
          FROM regression_test_results GROUP BY test_suite, run_id) r
        ORDER BY test_suite, newest DESC, run_id COLLATE "C" DESC) s
      UNION ALL SELECT 'production_model', id::text, jsonb_build_object('name', name, 'modelVersion', model_version,
          'artifact', artifact_sha256 IS NOT NULL)
        FROM model_registry WHERE status = 'production'
      UNION ALL SELECT 'drift', model_id::text, jsonb_build_object('checkedAt', T(max(created_at)),
          'open', count(*) FILTER (WHERE alert AND status IN ('open', 'acknowledged')))
        FROM model_drift_detections GROUP BY model_id
      UNION ALL SELECT 'slo', id::text, jsonb_build_object('service', service, 'name', name)
        FROM slo_definitions WHERE lifecycle = 'active'
      UNION ALL SELECT 'slo_alert', id::text, jsonb_build_object('sloId', slo_id, 'name', service || '/' || slo_name,
          'pair', pair, 'severity', severity, 'startedAt', T(started_at))
        FROM slo_alerts WHERE ended_at IS NULL
      UNION ALL SELECT 'evidence', id::text, jsonb_build_object('effectiveTo', T(effective_to), 'dueAt', T(next_review_due_at))
        FROM compliance_evidence WHERE status = 'approved'
      UNION ALL SELECT 'covering', id::text, jsonb_build_object('evidenceId', evidence_id, 'controls', to_jsonb(controls),
          'from', T(effective_from), 'to', T(effective_to))
        FROM evidence_revisions WHERE approved_at IS NOT NULL AND ended_at IS NULL
      UNION ALL SELECT 'not_applicable', framework || '/' || control_id, '{}' FROM compliance_controls WHERE NOT applicable
      UNION ALL SELECT 'scope', framework, jsonb_build_object('categories', to_jsonb(categories)) FROM compliance_scopes
      UNION ALL SELECT 'access_review', id::text, jsonb_build_object('status', status, 'dueAt', T(due_at),
          'completedAt', T(completed_at), 'actionsPending', actions_pending)
        FROM access_reviews WHERE status <> 'cancelled'
      UNION ALL SELECT 'retention', id::text, jsonb_build_object('dueAt', T(retention_due_at))
        FROM data_classification WHERE retention_due_at IS NOT NULL
      UNION ALL SELECT 'backup_policy', id::text, jsonb_strip_nulls(jsonb_build_object('target', target,
          'activatedAt', T(activated_at), 'toleranceSeconds', tolerance_seconds, 'fullEverySeconds', full_every_seconds,
          'incrementalEverySeconds', incremental_every_seconds, 'differentialEverySeconds', differential_every_seconds))
        FROM backup_policies WHERE status = 'active'
      UNION ALL SELECT 'backup', target, jsonb_object_agg(backup_type, jsonb_build_object('id', id, 'completedAt', T(completed_at)))
        FROM (SELECT DISTINCT ON (target, backup_type) * FROM backup_restore_logs WHERE status = 'completed'
          ORDER BY target, backup_type, completed_at DESC, id DESC) b GROUP BY target
      UNION ALL SELECT * FROM (SELECT DISTINCT ON (target) 'restore_ended', target, jsonb_build_object('id', id,
          'at', T(completed_at), 'passed', verified = 'passed', 'place', T(completed_at) || ' ' || id)
        FROM backup_restores WHERE verified <> 'not_run' OR status = 'failed' ORDER BY target, completed_at DESC, id DESC) r
      UNION ALL SELECT * FROM (SELECT DISTINCT ON (test_type) 'chaos', test_type, jsonb_build_object('id', id,
          'at', T(completed_at), 'passed', outcome = 'passed', 'place', T(completed_at) || ' ' || id)
        FROM chaos_test_results WHERE outcome IN ('passed', 'failed') ORDER BY test_type, completed_at DESC, id DESC) c
      UNION ALL SELECT 'approval', id::text, jsonb_build_object('action', action, 'issuer', requested_by_issuer,
          'subject', requested_by_subject, 'dueAt', T(expires_at))
        FROM approvals WHERE status = 'pending'
      """;

  private static final String KEPT_FACTS =
      "SELECT kind, subject, fact FROM trust_facts WHERE kind <> 'slo_standing'";

  private static final String KEPT_COUNTS =
      "SELECT measure, total FROM trust_totals WHERE total > 0";

  private Recount() {}

  /// Counts by measure and facts by kind and subject, from the features' tables.
  public static TreeMap<String, String> live() {
    var facts =
        TIME.matcher(FACTS)
            .replaceAll("to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
    return read(COUNTS, facts);
  }

  /// The same as the reader of the ledger has kept it.
  public static TreeMap<String, String> kept() {
    return read(KEPT_COUNTS, KEPT_FACTS);
  }

  /// What differs between two: each with what it is afterwards, `gone` where it is no more.
  public static TreeMap<String, String> changes(
      TreeMap<String, String> before, TreeMap<String, String> after) {
    var changes = new TreeMap<String, String>();
    after.forEach(
        (key, value) -> {
          if (key.startsWith("#")) {
            var by = Long.parseLong(value) - Long.parseLong(before.getOrDefault(key, "0"));
            if (by != 0) {
              changes.put(key, String.valueOf(by));
            }
          } else if (!value.equals(before.get(key))) {
            changes.put(key, value);
          }
        });
    before.forEach(
        (key, value) -> {
          if (!after.containsKey(key)) {
            changes.put(key, key.startsWith("#") ? "-" + value : "gone");
          }
        });
    return changes;
  }

  private static TreeMap<String, String> read(String counts, String facts) {
    var json =
        Sql.one(
            """
            SELECT jsonb_build_object(
              'counts', (SELECT coalesce(jsonb_object_agg(m, n), '{}') FROM (%s) c(m, n)),
              'facts', (SELECT coalesce(jsonb_object_agg(k || ' ' || s, f), '{}') FROM (%s) c(k, s, f)))
            """
                .formatted(counts, facts));
    try {
      var all = MAPPER.readTree(json);
      var read = new TreeMap<String, String>();
      all.get("counts")
          .properties()
          .forEach(e -> read.put("#" + e.getKey(), e.getValue().asText()));
      all.get("facts")
          .properties()
          .forEach(e -> read.put(e.getKey(), sameNumbers(e.getValue()).toString()));
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A number is one however it is written.
  private static JsonNode sameNumbers(JsonNode node) {
    if (node.isNumber() || NUMBER.matcher(node.asText()).matches()) {
      return JsonNodeFactory.instance.textNode(
          new BigDecimal(node.asText()).stripTrailingZeros().toPlainString());
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(e -> object.set(e.getKey(), sameNumbers(e.getValue())));
      return object;
    }
    return node;
  }
}
