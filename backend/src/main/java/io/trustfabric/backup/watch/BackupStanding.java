package io.trustfabric.backup.watch;

import io.trustfabric.backup.backups.Backup;
import io.trustfabric.backup.policies.BackupPolicy;
import io.trustfabric.backup.restores.Restore;
import io.trustfabric.record.Clock;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Where;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks up how backups stand.
@ApplicationScoped
public class BackupStanding {

  private static final Duration USUAL = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// A loose index scan: from name to name, whatever the number of backups.
  private static final String TARGETS =
      """
      WITH RECURSIVE t(target) AS (
        (SELECT target FROM backup_restore_logs WHERE status = 'completed' ORDER BY target LIMIT 1)
        UNION ALL
        SELECT (SELECT b.target FROM backup_restore_logs b
                WHERE b.status = 'completed' AND b.target > t.target ORDER BY b.target LIMIT 1)
        FROM t WHERE t.target IS NOT NULL)
      SELECT target FROM t WHERE target IS NOT NULL
      """;

  private final EntityManager entityManager;

  BackupStanding(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /// @param drillWithin an ISO 8601 duration; 90 days when null
  /// @param only the targets that are asked for; all when null or empty
  /// @throws Invalid when the duration is none, negative, or longer than ten years
  @SuppressWarnings("unchecked")
  BackupSummary now(String drillWithin, List<String> only) {
    var within = within(drillWithin);
    new Where().anyOf("target", only).check();
    var now = Clock.now();
    var policies =
        BackupPolicy.active().stream()
            .collect(Collectors.toMap(p -> p.target, Function.identity()));
    var targets = new TreeSet<>(policies.keySet());
    targets.addAll(
        (List<String>) entityManager.createNativeQuery(TARGETS, String.class).getResultList());
    if (only != null && !only.isEmpty()) {
      targets.retainAll(only);
    }
    var newest =
        Backup.newest(targets).stream().collect(Collectors.groupingBy(backup -> backup.target));
    var verified =
        Restore.lastVerified(targets).stream()
            .collect(Collectors.toMap(restore -> restore.target, Function.identity()));
    return BackupSummary.of(
        targets.stream()
            .map(
                target ->
                    BackupSummary.target(
                        target,
                        policies.get(target),
                        newest.getOrDefault(target, List.of()),
                        verified.get(target),
                        now))
            .toList(),
        within,
        now);
  }

  private static Duration within(String text) {
    try {
      var within = text == null ? USUAL : Duration.parse(text);
      if (!within.isNegative() && within.compareTo(LONGEST) <= 0) {
        return within;
      }
    } catch (DateTimeException e) {
      // refused below like one that is too long
    }
    throw Invalid.field("?drillWithin", "must be an ISO 8601 duration up to P3650D, such as P90D");
  }
}
