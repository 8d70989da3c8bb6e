package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Turns JSON into a request record, or names every bad field of it: first what has the wrong
/// shape, then, in the rest, what breaks a constraint.
@ApplicationScoped
public class Bodies {

  private final ObjectMapper mapper;
  private final Validator validator;
  private final SecretSightings secrets;

  Bodies(ObjectMapper mapper, Validator validator, SecretSightings secrets) {
    this.mapper = mapper;
    this.validator = validator;
    this.secrets = secrets;
  }

  /// Reads one JSON value.
  ///
  /// @throws Invalid when it is none
  public JsonNode tree(InputStream body) throws IOException {
    try {
      var tree = mapper.readTree(body);
      if (tree == null || tree.isMissingNode()) {
        throw Invalid.field("", "a JSON body is required");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw Invalid.field("", notJson(e));
    }
  }

  /// Binds a tree to a record.
  ///
  /// @throws Invalid naming every bad field
  public <T> T bind(JsonNode tree, Type type) {
    var errors = new ArrayList<Invalid.Field>();
    T bound = bind(tree, mapper.constructType(type), "", errors);
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return bound;
  }

  /// Binds one of many, adding its errors under `pointer`; null when its shape is beyond binding.
  public <T> T bind(JsonNode tree, Type type, String pointer, List<Invalid.Field> errors) {
    return bind(tree, mapper.constructType(type), pointer, errors);
  }

  private <T> T bind(JsonNode tree, JavaType type, String pointer, List<Invalid.Field> errors) {
    var shape = new Shape(pointer);
    var sound = shape.check(tree, type);
    errors.addAll(shape.errors());
    if (sound == null || sound.isNull()) {
      if (shape.errors().isEmpty()) {
        errors.add(new Invalid.Field(pointer, "must not be null"));
      }
      return null;
    }
    T bound;
    try {
      // Free JSON gets doubles, as it will be when read back; a BigDecimal field still gets every
      // digit.
      bound =
          mapper
              .readerFor(type)
              .without(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readValue(sound);
    } catch (IOException e) {
      throw new IllegalStateException("a checked body does not bind to " + type, e);
    }
    var refused = new ArrayList<String>();
    for (var violation : inOrder(validator.validate(bound))) {
      var at = pointer + pointerOf(violation);
      if (!isSaidAlready(at, shape.errors(), sound.at(pointerOf(violation)))) {
        errors.add(new Invalid.Field(at, violation.getMessage()));
      }
      if (isUntoldSecret(violation)) {
        refused.add(at);
      }
    }
    secrets.tell(refused);
    return bound;
  }

  /// The validator finds them in any order; the same body is refused in the same words.
  private static <T> List<ConstraintViolation<T>> inOrder(Set<ConstraintViolation<T>> violations) {
    return violations.stream()
        .sorted(
            Comparator.<ConstraintViolation<T>, String>comparing(Bodies::pointerOf)
                .thenComparing(ConstraintViolation::getMessage))
        .toList();
  }

  /// Whether a field was refused as a secret's value. What is certainly one was told when the body
  /// was read.
  private static boolean isUntoldSecret(ConstraintViolation<?> violation) {
    return violation.getConstraintDescriptor().getAnnotation() instanceof NotASecret
        && violation.getInvalidValue() instanceof String text
        && !Secrets.isCertain(text);
  }

  /// A field of the wrong shape, or around one, is missing from what was bound: that says no more
  /// than its own error.
  private static boolean isSaidAlready(String at, List<Invalid.Field> errors, JsonNode bound) {
    return errors.stream()
        .anyMatch(
            e ->
                (at + "/").startsWith(e.pointer() + "/")
                    || bound.isMissingNode() && e.pointer().startsWith(at + "/"));
  }

  private static String pointerOf(ConstraintViolation<?> violation) {
    var pointer = new StringBuilder();
    for (var node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        pointer.append('/').append(WireNames.of(violation.getRootBeanClass(), node.getName()));
      }
    }
    return pointer.toString();
  }

  /// Why text is no JSON, with the place, in our own words: the library's name classes.
  public static String notJson(JsonProcessingException e) {
    if (e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException) {
      return "is nested or sized beyond what is read (depth %d)"
          .formatted(StreamReadConstraints.defaults().getMaxNestingDepth());
    }
    var duplicate =
        e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
    var what = duplicate ? "has a field twice" : "is not valid JSON";
    var at = e.getLocation();
    return at == null
        ? what
        : "%s (line %d, column %d)".formatted(what, at.getLineNr(), at.getColumnNr());
  }
}
