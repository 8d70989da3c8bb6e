/// Evidence that controls work: written by one person, approved by another, kept as it was.
package io.trustfabric.compliance.evidence;
