/// The crash proof: the whole product under writes, killed and cut off from its power again and
/// again, and after each time held against what it had acknowledged.
package io.trustfabric.proof;
