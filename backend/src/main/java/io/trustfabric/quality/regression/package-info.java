/// Regression results: reported one by one, in batches or as JUnit XML, and what they come to.
package io.trustfabric.quality.regression;
