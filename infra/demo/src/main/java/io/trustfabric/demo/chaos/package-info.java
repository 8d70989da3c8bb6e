/// Breaks the product, for real, beside the one that runs.
package io.trustfabric.demo.chaos;
