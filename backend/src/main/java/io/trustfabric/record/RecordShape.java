package io.trustfabric.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.persister.entity.EntityPersister;

/// How one kind of record is turned into its {@link RecordState}: which fields it has, which of
/// them are personal and which are no part of its state.
final class RecordShape {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String type;
  private final List<String> names;
  private final List<Boolean> kept;
  private final Set<String> personal = new LinkedHashSet<>();

  private RecordShape(Class<?> entity, List<String> names) {
    this.type = RecordType.of(entity);
    this.names = names;
    this.kept = new ArrayList<>();
    for (var name : names) {
      var field = field(entity, name);
      kept.add(!field.isAnnotationPresent(OffLedger.class));
      if (field.isAnnotationPresent(Personal.class)) {
        personal.add("/" + name);
      } else if (field.getType().isRecord()) {
        for (var component : field.getType().getRecordComponents()) {
          if (component.isAnnotationPresent(Personal.class)) {
            personal.add("/" + name + "/" + component.getName());
          }
        }
      }
    }
  }

  static RecordShape of(EntityPersister persister) {
    return new RecordShape(persister.getMappedClass(), List.of(persister.getPropertyNames()));
  }

  /// The state of a record whose mapped values are `values`, in the persister's order.
  RecordState state(TrustRecord record, Object[] values) {
    var open = JsonNodeFactory.instance.objectNode();
    long version = 0;
    for (int i = 0; i < values.length; i++) {
      if (kept.get(i) && values[i] != null) {
        var value = json(values[i]);
        // An embedded record without any value reads back from the database as none.
        if (!(values[i] instanceof Record) || !value.isEmpty()) {
          open.set(names.get(i), value);
        }
      }
      if (names.get(i).equals("version") && values[i] != null) {
        version = (Long) values[i];
      }
    }
    open.put("id", record.id.toString());
    return new RecordState(type, record.id, version, open, personal, record.personalSalt);
  }

  /// JSON pointers of the personal values.
  Set<String> personal() {
    return Set.copyOf(personal);
  }

  /// The mapped values of a record that was in that state, in the persister's order; what is no
  /// part of a state is as in `now`.
  Object[] values(Class<?> entity, Object[] now, JsonNode state) {
    var values = now.clone();
    for (int i = 0; i < values.length; i++) {
      if (kept.get(i)) {
        var name = names.get(i);
        values[i] = FormerValue.of(state.get(name), field(entity, name).getGenericType());
      }
    }
    return values;
  }

  private static Field field(Class<?> entity, String name) {
    for (Class<?> c = entity; c != null; c = c.getSuperclass()) {
      for (var field : c.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return field;
        }
      }
    }
    throw new IllegalStateException(entity + " has no field " + name);
  }

  /// One value as the ledger writes it: instants with six decimals, decimals as text without
  /// trailing zeros (a JSON number is a double in RFC 8785), enums in lower snake case, records as
  /// objects without their empty fields.
  static JsonNode json(Object value) {
    var make = JsonNodeFactory.instance;
    return switch (value) {
      case null -> make.nullNode();
      case Boolean b -> make.booleanNode(b);
      case Integer i -> make.numberNode(i);
      case Long l -> make.numberNode(l);
      case Short s -> make.numberNode(s);
      case Double d -> make.numberNode(d);
      case BigDecimal d -> make.textNode(d.stripTrailingZeros().toPlainString());
      case Instant at -> make.textNode(MICROSECONDS.format(at));
      case Enum<?> e -> make.textNode(e.name().toLowerCase(Locale.ROOT));
      case String s -> make.textNode(s);
      case UUID id -> make.textNode(id.toString());
      case LocalDate date -> make.textNode(date.toString());
      case Duration duration -> make.textNode(duration.toString());
      case Map<?, ?> map -> {
        var node = make.objectNode();
        map.forEach((k, v) -> node.set(k.toString(), free(v)));
        yield node;
      }
      case Collection<?> items -> {
        var node = make.arrayNode();
        items.forEach(item -> node.add(json(item)));
        yield node;
      }
      case Record record -> {
        var node = make.objectNode();
        for (var component : record.getClass().getRecordComponents()) {
          try {
            var part = component.getAccessor().invoke(record);
            if (part != null) {
              node.set(component.getName(), json(part));
            }
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
        yield node;
      }
      case JsonNode node -> node;
      default -> throw new IllegalStateException("no ledger form for " + value.getClass());
    };
  }

  /// A value inside free JSON, where a number is a number: the same whether it was just read from a
  /// request or comes from the database.
  private static JsonNode free(Object value) {
    return switch (value) {
      case Integer i -> json(i);
      case Long l -> json(l);
      case Number n -> JsonNodeFactory.instance.numberNode(n.doubleValue());
      case Collection<?> items -> {
        var node = JsonNodeFactory.instance.arrayNode();
        items.forEach(item -> node.add(free(item)));
        yield node;
      }
      case null, default -> json(value);
    };
  }
}
