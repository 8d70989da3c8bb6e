/// Security events: what was seen, how it is worked on, and whom it must be reported to.
package io.trustfabric.security.events;
