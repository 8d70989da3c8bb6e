/// What an experiment came to, worked out from what is known of it and from nobody's word.
package io.trustfabric.chaos.verdicts;
