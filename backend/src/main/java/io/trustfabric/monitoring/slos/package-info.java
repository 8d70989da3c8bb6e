/// Service level objectives: what is promised, what was measured, what maintenance is left out, and
/// what it comes to.
package io.trustfabric.monitoring.slos;
