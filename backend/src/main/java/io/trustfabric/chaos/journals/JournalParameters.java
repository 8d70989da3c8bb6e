package io.trustfabric.chaos.journals;

import io.trustfabric.chaos.experiments.ChaosTestType;
import io.trustfabric.record.Invalid;
import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a journal does not say of its experiment.
public class JournalParameters {

  @QueryParam("testType")
  @Parameter(required = true, schema = @Schema(implementation = ChaosTestType.class))
  String testType;

  @QueryParam("target")
  @Parameter(
      required = true,
      description = "What was broken, at most 200 characters",
      schema = @Schema(type = SchemaType.STRING, maxLength = 200))
  String target;

  @QueryParam("environment")
  @Parameter(
      required = true,
      description = "Where, at most 100 characters",
      schema = @Schema(type = SchemaType.STRING, maxLength = 100))
  String environment;

  /// @throws Invalid naming every bad parameter
  void check() {
    var errors = new ArrayList<Invalid.Field>();
    required("target", target, 200, errors);
    required("environment", environment, 100, errors);
    if (testType == null) {
      errors.add(new Invalid.Field("?testType", "is required"));
    }
    try {
      new Where()
          .anyOf("testType", ChaosTestType.class, given(testType))
          .anyOf("target", given(target))
          .anyOf("environment", given(environment))
          .check();
    } catch (Invalid e) {
      e.fields().stream()
          .filter(field -> errors.stream().noneMatch(o -> o.pointer().equals(field.pointer())))
          .forEach(errors::add);
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  ChaosTestType type() {
    return ChaosTestType.valueOf(testType.toUpperCase(Locale.ROOT));
  }

  private static List<String> given(String value) {
    return value == null ? List.of() : List.of(value);
  }

  private static void required(String name, String value, int max, List<Invalid.Field> errors) {
    if (value == null || value.isBlank()) {
      errors.add(new Invalid.Field("?" + name, "is required"));
    } else if (value.length() > max) {
      errors.add(new Invalid.Field("?" + name, "must have at most %d characters".formatted(max)));
    }
  }
}
