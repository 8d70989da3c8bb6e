/// What the product says of itself: its evidence, its data, the access to it.
package io.trustfabric.demo.compliance;
