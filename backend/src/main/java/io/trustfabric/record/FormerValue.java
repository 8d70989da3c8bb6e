package io.trustfabric.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Reads a value back from the form that {@link RecordShape} gives it in the ledger.
final class FormerValue {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> FREE = new TypeReference<>() {};

  private FormerValue() {}

  /// The value as a field of that type holds it; null where there was none.
  ///
  /// @param node may be the word for an erased value whatever the type
  static Object of(JsonNode node, Type type) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      return Map.class.isAssignableFrom(raw)
          ? map(node)
          : items(node, raw, generic.getActualTypeArguments()[0]);
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      return constant(plain, node.textValue());
    }
    return plain.isRecord() ? embedded(node, plain) : plain(node, plain);
  }

  private static Map<String, Object> map(JsonNode node) {
    return node.isObject()
        ? MAPPER.convertValue(node, FREE)
        : Map.of(FormerStates.ERASED, Boolean.TRUE);
  }

  private static Object items(JsonNode node, Class<?> raw, Type item) {
    if (!node.isArray()) {
      return List.of(FormerStates.ERASED);
    }
    var items = new ArrayList<>();
    node.forEach(one -> items.add(of(one, item)));
    return Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>(items) : items;
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " has no " + name));
  }

  private static Object embedded(JsonNode node, Class<?> type) {
    var components = type.getRecordComponents();
    try {
      var make =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      make.setAccessible(true);
      return make.newInstance(
          Arrays.stream(components)
              .map(part -> of(node.get(part.getName()), part.getGenericType()))
              .toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object plain(JsonNode node, Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Boolean", "boolean" -> node.booleanValue();
      case "Integer", "int" -> node.intValue();
      case "Long", "long" -> node.longValue();
      case "Short", "short" -> node.shortValue();
      case "Double", "double" -> node.doubleValue();
      case "BigDecimal" -> new BigDecimal(node.textValue());
      case "Instant" -> Instant.parse(node.textValue());
      case "String" -> node.textValue();
      case "UUID" -> UUID.fromString(node.textValue());
      case "LocalDate" -> LocalDate.parse(node.textValue());
      case "Duration" -> Duration.parse(node.textValue());
      case "JsonNode", "Object" -> node;
      default -> throw new IllegalStateException("no way back from the ledger for " + type);
    };
  }
}
