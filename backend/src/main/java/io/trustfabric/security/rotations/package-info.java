/// Secret rotations: which secret was renewed when, and which one is due.
package io.trustfabric.security.rotations;
