/// The compliance service.
package io.trustfabric.compliance;
