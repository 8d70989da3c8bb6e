/// Error budgets as arithmetic: exact where something is compared, in decimals throughout.
package io.trustfabric.monitoring.budget;
