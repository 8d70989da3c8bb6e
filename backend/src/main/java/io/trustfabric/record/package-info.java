/// What every trust record is made of: identity and audit fields, status changes, the second
/// person, and the capture of each change for the ledger.
package io.trustfabric.record;
