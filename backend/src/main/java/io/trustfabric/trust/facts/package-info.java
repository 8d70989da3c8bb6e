/// Small facts and counts made of the ledger's lines, as of now and of any line before.
package io.trustfabric.trust.facts;
