/// How much of what is promised is proved, from 0 to 100, each point explained by records.
package io.trustfabric.trust.score;
