/// The release gate: what a model version must show before it goes into production, read across all
/// services and held against a policy that two people agreed on.
package io.trustfabric.trust.gate;
