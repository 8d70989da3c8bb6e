/// Which controls approved evidence covers: now, on a past day, over a period, and by a date ahead.
package io.trustfabric.compliance.coverage;
