/// Figures from a Prometheus server, for every feature that reads them.
package io.trustfabric.prometheus;
