/// One class for each kind of experiment.
package io.trustfabric.chaosrun.experiments;
