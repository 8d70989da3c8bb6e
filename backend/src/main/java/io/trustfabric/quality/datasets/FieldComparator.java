package io.trustfabric.quality.datasets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How one field of the expected answers is compared; a field that has none is compared exactly.
///
/// @param field a member of `expected`; `value` where `expected` is no object
/// @param absoluteTolerance how far a number may be off; none is 0
/// @param relativeTolerance how far it may be off as a share of the expected one; either tolerance
///   is enough
@RegisterForReflection
public record FieldComparator(
    @NotBlank @Size(max = 200) String field,
    @NotNull Comparison comparator,
    @Schema(nullable = true) @DecimalMin("0") @DecimalMax("1000000000000000")
        BigDecimal absoluteTolerance,
    @Schema(nullable = true) @DecimalMin("0") @DecimalMax("1") BigDecimal relativeTolerance) {

  @AssertTrue(message = "is for numbers only")
  @Schema(hidden = true)
  boolean isTolerant() {
    return comparator == null
        || comparator == Comparison.NUMERIC
        || absoluteTolerance == null && relativeTolerance == null;
  }

  /// As a version keeps them: by field, decimals as text.
  static Map<String, Object> kept(List<FieldComparator> comparators) {
    var kept = new LinkedHashMap<String, Object>();
    for (var one : comparators) {
      var values = new LinkedHashMap<String, Object>();
      values.put("comparator", one.comparator.name().toLowerCase(Locale.ROOT));
      put(values, "absoluteTolerance", one.absoluteTolerance);
      put(values, "relativeTolerance", one.relativeTolerance);
      kept.put(one.field, values);
    }
    return kept;
  }

  private static void put(Map<String, Object> values, String name, BigDecimal tolerance) {
    if (tolerance != null) {
      values.put(name, tolerance.stripTrailingZeros().toPlainString());
    }
  }

  /// What {@link #kept} made, in the order of fields.
  public static List<FieldComparator> of(Map<String, Object> kept) {
    var comparators = new ArrayList<FieldComparator>();
    kept.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              var values = (Map<?, ?>) entry.getValue();
              comparators.add(
                  new FieldComparator(
                      entry.getKey(),
                      Comparison.valueOf(
                          values.get("comparator").toString().toUpperCase(Locale.ROOT)),
                      decimal(values.get("absoluteTolerance")),
                      decimal(values.get("relativeTolerance"))));
            });
    return comparators;
  }

  private static BigDecimal decimal(Object text) {
    return text == null ? null : new BigDecimal(text.toString());
  }
}
