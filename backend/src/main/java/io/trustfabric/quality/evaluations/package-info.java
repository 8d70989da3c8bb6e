/// Evaluations: answers held against the right ones by the product, never by the tested party.
package io.trustfabric.quality.evaluations;
