/// Golden datasets: cases with known right answers, in versions that never change.
package io.trustfabric.quality.datasets;
