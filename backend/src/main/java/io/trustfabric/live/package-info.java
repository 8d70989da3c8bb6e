/// The live stream: positions of the ledger as they are given.
package io.trustfabric.live;
