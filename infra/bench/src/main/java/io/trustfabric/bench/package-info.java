/// Measures the product against PostgreSQL itself on this machine.
package io.trustfabric.bench;
