/// What is told to the API about an experiment, and what it answers.
package io.trustfabric.chaosrun.report;
