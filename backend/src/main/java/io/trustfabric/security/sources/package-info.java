/// Where security events come from on their own: the identity provider's event log, and the product
/// watching itself.
package io.trustfabric.security.sources;
