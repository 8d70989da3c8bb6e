/// Backup policies: how often a target is backed up, how much of it may be lost and for how long it
/// may be away, and what is kept.
package io.trustfabric.backup.policies;
