/// SLOs as OpenSLO v1 files, in and out (backend/docs/openslo.md).
package io.trustfabric.monitoring.openslo;
