package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Callers;
import io.trustfabric.record.Canonical;
import io.trustfabric.record.Invalid;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/// Keeps the answer of a creating `POST` under its `Idempotency-Key`, inside the business
/// transaction (this runs within `@Transactional`): either both are committed or neither is, so
/// errors are never kept.
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
public class Idempotency {

  private static final String HEADER = "Idempotency-Key";
  private static final List<String> KEPT =
      List.of(HttpHeaders.LOCATION, HttpHeaders.ETAG, HttpHeaders.CACHE_CONTROL);

  private final RoutingContext routing;
  private final RequestBody body;
  private final EntityManager entityManager;
  private final ObjectMapper mapper;

  Idempotency(
      RoutingContext routing, RequestBody body, EntityManager entityManager, ObjectMapper mapper) {
    this.routing = routing;
    this.body = body;
    this.entityManager = entityManager;
    this.mapper = mapper;
  }

  /// Under what an answer is kept.
  private record Key(String issuer, String subject, String method, String path, String key) {

    /// The key as the number of an advisory lock.
    long lock() {
      return ByteBuffer.wrap(Canonical.sha256(toString().getBytes(StandardCharsets.UTF_8)))
          .getLong();
    }
  }

  @AroundInvoke
  Object once(InvocationContext invocation) throws Exception {
    var header = routing.request().getHeader(HEADER);
    if (header == null) {
      return invocation.proceed();
    }
    if (header.isBlank() || header.length() > 255 || !Shape.isStorable(header)) {
      throw Invalid.field(HEADER, "must have 1 to 255 characters");
    }
    var author = Callers.current().author();
    var request = routing.request();
    var key =
        new Key(author.issuer(), author.subject(), request.method().name(), request.path(), header);
    if (!lock(key)) {
      throw Refusal.inFlight();
    }
    var kept = find(key);
    if (kept != null) {
      return replay(kept);
    }
    insert(key);
    var answer = (RestResponse<?>) invocation.proceed();
    keep(key, answer);
    return answer;
  }

  /// Taken until the transaction ends; refused at once when another request holds it.
  private boolean lock(Key key) {
    return (Boolean)
        entityManager
            .createNativeQuery("SELECT pg_try_advisory_xact_lock(?1)", Boolean.class)
            .setParameter(1, key.lock())
            .getSingleResult();
  }

  private Object[] find(Key key) {
    var rows =
        query(
                "SELECT body_sha256, status, headers::text, body FROM idempotency_keys WHERE issuer = ?1 AND"
                    + " subject = ?2 AND method = ?3 AND path = ?4 AND key = ?5",
                key)
            .getResultList();
    return rows.isEmpty() ? null : (Object[]) rows.getFirst();
  }

  private void insert(Key key) {
    query(
            "INSERT INTO idempotency_keys (issuer, subject, method, path, key) VALUES (?1, ?2, ?3, ?4, ?5)",
            key)
        .executeUpdate();
  }

  private RestResponse<?> replay(Object[] kept) throws JsonProcessingException {
    if (!Arrays.equals((byte[]) kept[0], body.sha256())) {
      throw Refusal.of(Problem.Kind.IDEMPOTENCY_KEY_REUSED, null);
    }
    var builder =
        RestResponse.ResponseBuilder.create(
            RestResponse.Status.fromStatusCode(((Number) kept[1]).intValue()),
            mapper.readTree((String) kept[3]));
    mapper
        .readTree((String) kept[2])
        .properties()
        .forEach(header -> builder.header(header.getKey(), header.getValue().textValue()));
    return builder.header("Idempotent-Replayed", "true").build();
  }

  private void keep(Key key, RestResponse<?> answer) throws JsonProcessingException {
    var headers = new LinkedHashMap<String, String>();
    for (var name : KEPT) {
      var value = answer.getHeaders().getFirst(name);
      if (value != null) {
        headers.put(name, value.toString());
      }
    }
    query(
            "UPDATE idempotency_keys SET body_sha256 = ?6, status = ?7, headers = CAST(?8 AS jsonb), body ="
                + " ?9 WHERE issuer = ?1 AND subject = ?2 AND method = ?3 AND path = ?4 AND key = ?5",
            key)
        .setParameter(6, body.sha256())
        .setParameter(7, answer.getStatus())
        .setParameter(8, mapper.writeValueAsString(headers))
        .setParameter(9, mapper.writeValueAsString(answer.getEntity()))
        .executeUpdate();
  }

  private jakarta.persistence.Query query(String sql, Key key) {
    var query = entityManager.createNativeQuery(sql);
    var values = List.of(key.issuer(), key.subject(), key.method(), key.path(), key.key());
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query;
  }
}
