/// What all features come to: overview and score. The one package that reads across features, and
/// it does so through the ledger.
package io.trustfabric.trust;
