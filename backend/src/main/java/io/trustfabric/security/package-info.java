/// The security service, in four rooms: what was seen (`events`), what it became (`incidents`), the
/// secrets that are renewed (`rotations`), and where events come from on their own (`sources`). All
/// may use `events`, which uses none of them.
package io.trustfabric.security;
