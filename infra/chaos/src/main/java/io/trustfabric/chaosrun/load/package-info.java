/// What is asked of the product from outside while it is broken, and what came back.
package io.trustfabric.chaosrun.load;
