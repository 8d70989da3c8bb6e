package io.trustfabric.security.events;

import io.trustfabric.record.Invalid;
import io.trustfabric.web.BatchBody;
import io.trustfabric.web.Bodies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reads many reports from one body, of our own kind or as CloudEvents.
@ApplicationScoped
public class SecurityEventBatch {

  static final String NDJSON = BatchBody.NDJSON;

  private static final String WHAT = "events";

  private final BatchBody batch;
  private final Bodies bodies;
  private final CloudEvents cloudEvents;

  SecurityEventBatch(BatchBody batch, Bodies bodies, CloudEvents cloudEvents) {
    this.batch = batch;
    this.bodies = bodies;
    this.cloudEvents = cloudEvents;
  }

  /// Reports from a JSON array, or from lines of JSON.
  ///
  /// @throws Invalid naming every bad field with its index, and its line where the body has lines
  List<SecurityEventReport> read(InputStream body, MediaType type) {
    return batch.read(body, type, SecurityEventReport.class, WHAT);
  }

  /// Deliveries in structured, batched or binary mode.
  List<CloudEvents.Delivery> readCloudEvents(InputStream body, HttpHeaders headers) {
    var errors = new ArrayList<Invalid.Field>();
    var deliveries = new ArrayList<CloudEvents.Delivery>();
    try {
      if (CloudEvents.isBatched(headers)) {
        batch.readArray(
            body,
            WHAT,
            errors,
            (node, at) -> deliveries.add(cloudEvents.structured(node, at, errors)));
      } else if (CloudEvents.isStructured(headers)) {
        deliveries.add(cloudEvents.structured(bodies.tree(body), "", errors));
      } else {
        deliveries.add(cloudEvents.binary(headers, bodies.tree(body), errors));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return BatchBody.checked(deliveries, WHAT, errors);
  }
}
