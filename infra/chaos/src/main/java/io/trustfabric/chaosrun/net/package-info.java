/// A network that can be broken: what stands between two processes.
package io.trustfabric.chaosrun.net;
