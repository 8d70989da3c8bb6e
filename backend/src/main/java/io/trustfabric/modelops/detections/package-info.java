/// Drift that was looked for: computed here, or told by others, and what people made of it.
package io.trustfabric.modelops.detections;
