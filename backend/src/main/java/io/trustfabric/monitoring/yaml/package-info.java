/// YAML as plain values, in and out.
package io.trustfabric.monitoring.yaml;
