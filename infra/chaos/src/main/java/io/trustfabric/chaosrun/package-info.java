/// Experiments on a running product: what is claimed, what is broken, what was seen, and what our
/// own API makes of it.
package io.trustfabric.chaosrun;
