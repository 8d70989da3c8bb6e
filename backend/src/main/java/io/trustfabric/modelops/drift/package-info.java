/// The statistics of drift, exact and without any knowledge of requests or records. What each
/// method is and where it differs from other tools is told in `docs/drift.md`.
package io.trustfabric.modelops.drift;
