/// Reviews of who may do what: a population frozen at the start, a decision on each of it, and the
/// proof that what was revoked is gone.
package io.trustfabric.compliance.reviews;
