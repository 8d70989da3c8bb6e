/// The product as the experiments break it: its own processes on free ports, in a folder that is
/// thrown away.
package io.trustfabric.chaosrun.stack;
