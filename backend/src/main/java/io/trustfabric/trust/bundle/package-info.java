/// What an auditor takes away: evidence, what it proves, and all it takes to verify it offline.
package io.trustfabric.trust.bundle;
