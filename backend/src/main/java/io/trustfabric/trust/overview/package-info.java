/// One answer for the dashboard of trust.
package io.trustfabric.trust.overview;
