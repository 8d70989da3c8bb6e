/// The running stack's API as the demo's clients call it.
package io.trustfabric.demo.api;
