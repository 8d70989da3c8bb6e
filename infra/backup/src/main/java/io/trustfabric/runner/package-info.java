/// The backup runner: makes backups with pgBackRest, proves by drills that they can be restored,
/// and reports both to the API.
package io.trustfabric.runner;
