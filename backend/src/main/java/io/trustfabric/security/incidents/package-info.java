/// Incidents: from the moment something is noticed to the lessons drawn from it.
package io.trustfabric.security.incidents;
