/// `make demo`: fills a running stack the way its real senders do. Nothing in it is made up for the
/// screen: results come from this checkout's test reports, scores and drift are computed by the
/// API.
package io.trustfabric.demo;
