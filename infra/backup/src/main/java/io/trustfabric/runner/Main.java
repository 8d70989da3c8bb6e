package io.trustfabric.runner;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The command line: `--settings FILE COMMAND`.
public final class Main {

  private static final String USAGE =
      """
      Usage: java -jar trust-fabric-backup.jar --settings FILE COMMAND
        backup full|differential|incremental   make a backup and report it
        restore-drill [LABEL]                  restore the newest backup (or LABEL) aside, check and report it
        expire                                 delete what the API's retention plan lets go
        checkpoint                             keep the hash of the ledger as it is now
        report                                 only send what could not be reported before
      Ends with 0 when done, 3 when done but reports wait or were refused, 1 when it failed (a drill:
      also when it did not pass), 2 when called wrongly.
      """;

  private static final List<String> TYPES = List.of("full", "differential", "incremental");

  private Main() {}

  /// @param args see the usage
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    if (args.length < 3 || args.length > 4 || !args[0].equals("--settings")) {
      return usage();
    }
    try {
      var settings = Settings.read(Path.of(args[1]), System.getenv());
      return run(new Runner(settings, System.out), Arrays.asList(args).subList(2, args.length));
    } catch (RunnerFailure failure) {
      System.err.println(RunnerFailure.reason(failure));
      return 1;
    }
  }

  private static int run(Runner runner, List<String> command) {
    var argument = command.size() == 2 ? Optional.of(command.get(1)) : Optional.<String>empty();
    var passed = true;
    switch (command.getFirst()) {
      case "backup" -> {
        if (argument.filter(TYPES::contains).isEmpty()) {
          return usage();
        }
        runner.backup(argument.get());
      }
      case "restore-drill" -> passed = runner.restoreDrill(argument);
      case "expire" -> runner.expire();
      case "checkpoint" -> runner.checkpoint();
      case "report" -> runner.report();
      default -> {
        return usage();
      }
    }
    return passed ? runner.isReported() ? 0 : 3 : 1;
  }

  private static int usage() {
    System.err.print(USAGE);
    return 2;
  }
}
