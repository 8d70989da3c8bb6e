/// The security service: events that were seen, how they are worked on, and whom they must be
/// reported to.
package io.trustfabric.security;
