/// What is told of: backups that fail or do not come, restores that prove nothing, and how it all
/// stands.
package io.trustfabric.backup.watch;
