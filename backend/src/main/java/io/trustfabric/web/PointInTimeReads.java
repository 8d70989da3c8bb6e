package io.trustfabric.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.StartupEvent;
import io.trustfabric.record.AsOf;
import io.trustfabric.record.Clock;
import io.trustfabric.record.FormerStates;
import io.trustfabric.record.Invalid;
import io.trustfabric.record.RecordKinds;
import io.trustfabric.record.RecordType;
import io.trustfabric.record.TrustRecord;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManagerFactory;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hibernate.FlushMode;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEvent;
import org.hibernate.event.spi.PostLoadEventListener;

/// Answers what a single record was. The record is loaded as ever and, before anybody sees it, made
/// what the ledger says that it was; the view of the present then shows the past. What the view
/// tells {@link BesideRecord} is taken out again.
@Provider
public class PointInTimeReads
    implements ContainerRequestFilter, ContainerResponseFilter, PostLoadEventListener {

  /// The answer's shape is that of the present, less what is not recorded, with one member more.
  static final String MEDIA_TYPE = "application/vnd.trust-fabric.as-of+json";

  static final String AS_OF = "asOf";
  static final String POSITION = "position";

  private final ResourceInfo resource;
  private final AsOfRead read;
  private final FormerStates states;
  private final RecordKinds kinds;
  private final ObjectMapper mapper;

  PointInTimeReads(
      ResourceInfo resource,
      AsOfRead read,
      FormerStates states,
      RecordKinds kinds,
      ObjectMapper mapper) {
    this.resource = resource;
    this.read = read;
    this.states = states;
    this.kinds = kinds;
    this.mapper = mapper;
  }

  void listen(@Observes @Priority(1) StartupEvent event, EntityManagerFactory factory) {
    factory
        .unwrap(SessionFactoryImplementor.class)
        .getServiceRegistry()
        .requireService(EventListenerRegistry.class)
        .appendListeners(EventType.POST_LOAD, this);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    var query = request.getUriInfo().getQueryParameters();
    var method = resource.getResourceMethod();
    var single = method == null ? null : method.getAnnotation(PointInTime.class);
    if (single != null) {
      if (query.containsKey(AS_OF) || query.containsKey(POSITION)) {
        read.wants(single.value(), parse(query));
      }
    } else if (query.containsKey(AS_OF)) {
      throw Invalid.field("?" + AS_OF, "is asked of single records");
    }
  }

  private static AsOf parse(MultivaluedMap<String, String> query) {
    var errors = new ArrayList<Invalid.Field>();
    var asOf = new AsOf(time(query.get(AS_OF), errors), position(query.get(POSITION), errors));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return asOf;
  }

  private static Instant time(List<String> given, List<Invalid.Field> errors) {
    if (given == null) {
      return null;
    }
    var time = given.size() == 1 ? Times.parse(given.getFirst()) : null;
    if (time == null) {
      errors.add(
          new Invalid.Field("?" + AS_OF, "must be one RFC 3339 time such as 2026-01-31T23:59:59Z"));
    } else if (time.isAfter(Clock.now())) {
      errors.add(new Invalid.Field("?" + AS_OF, "must not lie ahead of now"));
    }
    return time;
  }

  private static Long position(List<String> given, List<Invalid.Field> errors) {
    if (given == null) {
      return null;
    }
    if (given.size() != 1 || !given.getFirst().matches("[0-9]{1,18}")) {
      errors.add(new Invalid.Field("?" + POSITION, "must be one position, a whole number from 0"));
      return null;
    }
    return Long.valueOf(given.getFirst());
  }

  @Override
  public void onPostLoad(PostLoadEvent event) {
    if (event.getEntity() instanceof TrustRecord record
        && Arc.container().requestContext().isActive()
        && read.waitsFor(record)) {
      // Nothing of what is loaded here is ever written.
      event
          .getSession()
          .unwrap(org.hibernate.Session.class)
          .setHibernateFlushMode(FlushMode.MANUAL);
      var type = RecordType.of(record.getClass());
      var former =
          states
              .at(type, record.id, kinds.personal(record.getClass()), read.asOf())
              .orElseThrow(
                  () ->
                      Refusal.of(
                          Problem.Kind.NOT_FOUND,
                          "There was no %s %s yet.".formatted(type, record.id)));
      kinds.restore(record, former.state());
      read.tell(former);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (read.told() != null && response.getStatus() == 200 && response.hasEntity()) {
      var view = response.getEntity();
      var answer = (ObjectNode) mapper.readTree(mapper.writeValueAsBytes(view));
      var leftOut = besides(view.getClass());
      answer.remove(leftOut);
      answer.set(AS_OF, mapper.valueToTree(AsOfMark.of(read.told(), leftOut)));
      response.setEntity(answer, new Annotation[0], MediaType.valueOf(MEDIA_TYPE));
    }
  }

  private static List<String> besides(Class<?> view) {
    return Arrays.stream(view.getRecordComponents())
        .filter(part -> part.isAnnotationPresent(BesideRecord.class))
        .map(part -> WireNames.of(view, part.getName()))
        .toList();
  }
}
