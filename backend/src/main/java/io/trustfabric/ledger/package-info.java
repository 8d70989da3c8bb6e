/// The audit ledger: lines, their order, and who may read them. A line is written in the
/// transaction of the change it tells of; one leader gives committed lines their positions;
/// everything else reads by position.
package io.trustfabric.ledger;
