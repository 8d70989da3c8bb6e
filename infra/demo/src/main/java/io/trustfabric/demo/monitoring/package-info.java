/// What the product promises of itself, measured while the demo runs.
package io.trustfabric.demo.monitoring;
