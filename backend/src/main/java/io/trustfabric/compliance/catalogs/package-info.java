/// The four frameworks' catalogues, and what the organisation says of their controls: scope,
/// applicability, owner.
package io.trustfabric.compliance.catalogs;
