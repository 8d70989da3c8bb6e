/// What every endpoint needs, once: roles, bodies, filters, pages, problems, versions, idempotency.
package io.trustfabric.web;
