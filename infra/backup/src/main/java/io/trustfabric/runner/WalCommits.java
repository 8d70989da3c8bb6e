package io.trustfabric.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Commit times in archived segments of the write-ahead log: what the archive could give back.
final class WalCommits {

  private static final Pattern COMMIT =
      Pattern.compile(
          "desc: COMMIT (?:PREPARED \\S+ )?(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?) UTC");

  /// So many segments without any commit are looked through.
  private static final int MOST = 64;

  private final Settings settings;
  private final PgBackRest pgBackRest;
  private final Command command;

  WalCommits(Settings settings, PgBackRest pgBackRest, Command command) {
    this.settings = settings;
    this.pgBackRest = pgBackRest;
    this.command = command;
  }

  /// The commit time of the newest transaction that the archive had; empty when it cannot be known.
  ///
  /// @param folder for the segments, deleted by whoever made it
  Optional<Instant> newest(Live.Loss loss, Path folder) throws IOException {
    var segment = loss.segment();
    for (int i = 0; i < MOST && segment.isPresent(); i++) {
      var file = folder.resolve(segment.get());
      if (!pgBackRest.fetch(segment.get(), file)) {
        return Optional.empty();
      }
      var found = lastCommit(file);
      Files.deleteIfExists(file);
      if (found.isPresent()) {
        return found;
      }
      segment = before(segment.get(), loss.segmentBytes());
    }
    return Optional.empty();
  }

  /// The status is of no interest: a segment mostly ends within a record.
  private Optional<Instant> lastCommit(Path file) {
    var waldump = settings.postgresBin().resolve("pg_waldump").toString();
    var dump =
        command.run(Duration.ofMinutes(5), List.of(waldump, "--rmgr=Transaction", file.toString()));
    return COMMIT
        .matcher(dump.text())
        .results()
        .map(found -> LocalDateTime.parse(found.group(1).replace(' ', 'T')))
        .map(at -> at.toInstant(ZoneOffset.UTC))
        .max(Instant::compareTo);
  }

  /// The segment before: a name is timeline, then number in two parts, the lower counting to 4 GiB.
  static Optional<String> before(String segment, long segmentBytes) {
    var inOne = 0x1_0000_0000L / segmentBytes;
    var number =
        Long.parseLong(segment.substring(8, 16), 16) * inOne
            + Long.parseLong(segment.substring(16), 16)
            - 1;
    return number < 1
        ? Optional.empty()
        : Optional.of(
            "%s%08X%08X".formatted(segment.substring(0, 8), number / inOne, number % inOne));
  }
}
