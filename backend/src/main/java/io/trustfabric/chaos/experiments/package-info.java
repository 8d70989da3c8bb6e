/// Experiments: started, observed, ended, learnt from.
package io.trustfabric.chaos.experiments;
