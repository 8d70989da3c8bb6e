/// Backs up a database of the product and restores it, for real.
package io.trustfabric.demo.backup;
