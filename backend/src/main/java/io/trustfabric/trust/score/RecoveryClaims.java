package io.trustfabric.trust.score;

import com.fasterxml.jackson.databind.JsonNode;
import io.trustfabric.backup.backups.BackupType;
import io.trustfabric.chaos.experiments.ChaosTestType;
import io.trustfabric.trust.facts.Picture;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What is lost can be restored, and what breaks is borne.
public final class RecoveryClaims {

  private static final Duration PROOF = Duration.ofDays(90);

  private static final String POLICIES = "/api/backup/policies?status=active";
  private static final String SUMMARY = "/api/backup/summary";
  private static final String RESTORES = "/api/backup/restores";
  private static final String TESTS = "/api/chaos/tests";

  private static final Cause NO_POLICY =
      Cause.unknown("no_backup_policy", "No policy says how often anything is backed up", POLICIES);
  private static final Cause LATE =
      Cause.bad(
          "backup_late", "A target went without a backup longer than its policy allows", SUMMARY);
  private static final Cause NONE_YET =
      Cause.unknown("no_backup_yet", "A target has no good backup that its policy wants", SUMMARY);
  private static final Cause RESTORE_FAILED =
      Cause.bad(
          "restore_failed",
          "The newest restore of a target failed, or did not pass its checks",
          RESTORES + "?verified=failed");
  private static final Cause NOT_RESTORED =
      Cause.unknown(
          "not_restored",
          "No restore of a target has passed every check within 90 days",
          RESTORES + "?verified=passed");
  private static final Cause NO_TYPE =
      Cause.unknown("no_chaos_type", "There is no type of experiment", TESTS);
  private static final Cause NOT_BORNE =
      Cause.bad(
          "chaos_failed",
          "The newest experiment of a type that proved something failed",
          TESTS + "?outcome=failed");
  private static final Cause UNTESTED =
      Cause.unknown(
          "chaos_untested",
          "No experiment of a type has proved anything within 90 days",
          TESTS + "?outcome=passed");

  private RecoveryClaims() {}

  static List<Claim> backups(Picture picture) {
    var onTime = new Claim("backups_on_time", 500, NO_POLICY);
    var restored = new Claim("restores_verified", 500, NO_POLICY);
    for (var policy : picture.of("backup_policy").values()) {
      var target = policy.path("target").asText();
      if (isLate(picture, policy)) {
        onTime.not(LATE, target);
      } else if (lacks(picture, policy)) {
        onTime.not(NONE_YET, target);
      } else {
        onTime.good(1);
      }
      restored(picture, target, restored);
    }
    return List.of(onTime, restored);
  }

  private static void restored(Picture picture, String target, Claim claim) {
    var ended = picture.fact("restore_ended", target);
    if (ended.isMissingNode()) {
      claim.not(NOT_RESTORED, target);
    } else if (!ended.path("passed").asBoolean()) {
      claim.not(RESTORE_FAILED, target);
    } else if (picture.isOlder(ended, "at", PROOF)) {
      claim.not(NOT_RESTORED, target);
    } else {
      claim.good(1);
    }
  }

  /// Whether some backup that a policy wants should have been there.
  public static boolean isLate(Picture picture, JsonNode policy) {
    return Arrays.stream(BackupType.values())
        .map(type -> dueAt(picture, policy, type))
        .anyMatch(due -> due != null && due.isBefore(picture.at()));
  }

  private static boolean lacks(Picture picture, JsonNode policy) {
    return Arrays.stream(BackupType.values())
        .anyMatch(type -> every(policy, type) != null && last(picture, policy, type) == null);
  }

  /// When a backup of a type is late: cadence and tolerance after the last that serves, or after
  /// the policy began to hold. Null where none is wanted.
  private static Instant dueAt(Picture picture, JsonNode policy, BackupType type) {
    var every = every(policy, type);
    if (every == null) {
      return null;
    }
    var last = last(picture, policy, type);
    return (last == null ? Picture.time(policy, "activatedAt") : last)
        .plusSeconds(every)
        .plusSeconds(policy.path("toleranceSeconds").asLong());
  }

  private static Long every(JsonNode policy, BackupType type) {
    var seconds = policy.get(name(type) + "EverySeconds");
    return seconds == null ? null : seconds.asLong();
  }

  private static Instant last(Picture picture, JsonNode policy, BackupType type) {
    var newest = picture.fact("backup", policy.path("target").asText());
    return type.servedBy().stream()
        .map(serving -> Picture.time(newest.path(name(serving)), "completedAt"))
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private static String name(BackupType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  static Claim chaos(Picture picture) {
    var claim = new Claim("outages_borne", 400, NO_TYPE);
    for (var type : ChaosTestType.values()) {
      var name = type.name().toLowerCase(Locale.ROOT);
      var newest = picture.fact("chaos", name);
      if (newest.isMissingNode()) {
        claim.not(UNTESTED, name);
      } else if (!newest.path("passed").asBoolean()) {
        claim.not(NOT_BORNE, name);
      } else if (picture.isOlder(newest, "at", PROOF)) {
        claim.not(UNTESTED, name);
      } else {
        claim.good(1);
      }
    }
    return claim;
  }
}
