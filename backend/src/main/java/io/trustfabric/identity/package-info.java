/// The identity provider as those see it who ask it something: one client of Keycloak's admin API
/// for all features that need one, each with a service account of its own.
package io.trustfabric.identity;
