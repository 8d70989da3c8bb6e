package io.trustfabric.web;

import io.trustfabric.record.TrustRecord;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

/// Answers about a single record: with its version as `ETag`, never cached.
public final class Answers {

  private Answers() {}

  public static <V> RestResponse<V> one(TrustRecord record, V view) {
    return builder(Status.OK, record, view).build();
  }

  /// A record as it once was: the tag is that of the version it had.
  public static <V> RestResponse<V> former(long version, V view) {
    return ResponseBuilder.create(Status.OK, view)
        .header(HttpHeaders.ETAG, "\"" + version + "\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /// 201 with the new record's address.
  public static <V> RestResponse<V> created(TrustRecord record, String collection, V view) {
    return builder(Status.CREATED, record, view)
        .header(HttpHeaders.LOCATION, collection + "/" + record.id)
        .build();
  }

  /// 202: nothing is changed until a second person agrees.
  public static <V> RestResponse<V> awaiting(TrustRecord approval, V view) {
    return builder(Status.ACCEPTED, approval, view)
        .header(HttpHeaders.LOCATION, "/api/approvals/" + approval.id)
        .build();
  }

  /// Says that it is JSON: of a method whose answer has two shapes nobody else does, and whoever
  /// accepts text would get a text.
  private static <V> ResponseBuilder<V> builder(Status status, TrustRecord record, V view) {
    return ResponseBuilder.create(status, view)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.ETAG, IfMatch.etag(record))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
