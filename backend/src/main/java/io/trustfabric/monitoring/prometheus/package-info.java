/// Prometheus: rules for it, and measurements from it (backend/docs/prometheus.md).
package io.trustfabric.monitoring.prometheus;
