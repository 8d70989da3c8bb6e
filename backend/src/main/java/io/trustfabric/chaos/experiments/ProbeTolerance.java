package io.trustfabric.chaos.experiments;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What may be measured while all is well: a number within bounds, or one of some texts.
///
/// @param atLeast bound included
/// @param atMost bound included
/// @param oneOf texts; `true` and `false` are texts here
@RegisterForReflection
public record ProbeTolerance(
    @Schema(nullable = true) @Digits(integer = 12, fraction = 9) BigDecimal atLeast,
    @Schema(nullable = true) @Digits(integer = 12, fraction = 9) BigDecimal atMost,
    @Schema(nullable = true) @Size(min = 1, max = 50)
        List<@NotNull @Size(max = 200) String> oneOf) {

  /// Exactly these texts.
  public static ProbeTolerance texts(List<String> texts) {
    return new ProbeTolerance(null, null, texts);
  }

  /// Numbers within bounds.
  public static ProbeTolerance between(BigDecimal atLeast, BigDecimal atMost) {
    return new ProbeTolerance(atLeast, atMost, null);
  }

  /// Why it can judge nothing; null when it can.
  String fault() {
    if (oneOf != null) {
      return atLeast == null && atMost == null ? null : "must have bounds or oneOf, not both";
    }
    if (atLeast == null && atMost == null) {
      return "must have one of atLeast, atMost and oneOf";
    }
    return atLeast != null && atMost != null && atLeast.compareTo(atMost) > 0
        ? "must have atLeast at or below atMost"
        : null;
  }

  /// Whether it has bounds, without which no figure can be held against it.
  boolean hasBounds() {
    return oneOf == null;
  }

  boolean allows(BigDecimal value) {
    return oneOf == null
        && (atLeast == null || value.compareTo(atLeast) >= 0)
        && (atMost == null || value.compareTo(atMost) <= 0);
  }

  boolean allows(String text) {
    return oneOf != null && oneOf.contains(text);
  }

  /// For people.
  String spoken() {
    if (oneOf != null) {
      return "one of " + String.join(", ", oneOf);
    }
    if (atLeast == null) {
      return "at most " + atMost.toPlainString();
    }
    return atMost == null
        ? "at least " + atLeast.toPlainString()
        : "%s to %s".formatted(atLeast.toPlainString(), atMost.toPlainString());
  }
}
