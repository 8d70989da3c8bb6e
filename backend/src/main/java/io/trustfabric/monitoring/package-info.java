/// The monitoring service, in two rooms: what budgets, burn rates and alert pairs are (`budget`,
/// which knows neither HTTP nor a database), and the objectives, their measurements and figures
/// (`slos`).
package io.trustfabric.monitoring;
