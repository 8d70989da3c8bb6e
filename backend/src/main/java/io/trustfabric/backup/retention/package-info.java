/// Retention: which backups may go, and never one that another needs.
package io.trustfabric.backup.retention;
