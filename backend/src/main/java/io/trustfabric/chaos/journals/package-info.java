/// Experiments that Chaos Toolkit ran, read from its journals.
package io.trustfabric.chaos.journals;
