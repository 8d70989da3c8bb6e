package io.trustfabric.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to start one child process and how to ask it to end.
///
/// @param title its name in messages
/// @param command program and arguments
/// @param environment variables added to the launcher's own
/// @param folder its working directory
/// @param log receives standard output and error; the log of the run before is kept beside it as
///   `.1`
/// @param stopSignal the signal that means "end in good order": `TERM`, or `INT` for PostgreSQL,
///   where it is the fast shutdown
public record ChildCommand(
    String title,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Path log,
    String stopSignal) {}
