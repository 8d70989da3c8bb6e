/// Evidence that the product drafts from what the ledger tells. Rules are data; a person submits a
/// draft and another approves it.
package io.trustfabric.compliance.drafts;
