/// What `make run` starts on one machine, and how it ends.
///
/// [Main] reads the command, [Stack] starts the parts and watches them, [Children] keeps the
/// processes and a register of them, so that nothing is left running however a launcher ends. One
/// class describes each part: [PostgresServer], [KeycloakServer], [Backend], [Web]. [Demo] is a
/// sender of events like any other. [TestRun] stands by itself: it runs and counts the project's
/// tests.
package io.trustfabric.local;
