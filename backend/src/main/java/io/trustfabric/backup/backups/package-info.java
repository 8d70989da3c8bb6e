/// Backups: each one's own facts, and the chain it needs to be restored.
package io.trustfabric.backup.backups;
