package io.trustfabric.trust.bundle;

import java.util.UUID;

/// A record whose ledger lines belong into a bundle.
record ConcernedRecord(String type, UUID id) {}
