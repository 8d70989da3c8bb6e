package io.trustfabric.quality.datasets;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Text that is a country of ISO 3166-1 (`GB`) or a subdivision of ISO 3166-2 (`US-CA`).
@Constraint(validatedBy = Jurisdiction.Known.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Jurisdiction {

  String message() default "must be a country (GB) or a subdivision (US-CA) of ISO 3166";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Looks a code up.
  class Known implements ConstraintValidator<Jurisdiction, String> {

    private static final Set<String> CODES = codes();

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null || CODES.contains(text);
    }

    private static Set<String> codes() {
      var codes = new HashSet<>(List.of(Locale.getISOCountries()));
      try (var lines =
          new BufferedReader(
              new InputStreamReader(
                  Jurisdiction.class.getResourceAsStream("subdivisions.txt"),
                  StandardCharsets.UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("#")) {
            continue;
          }
          var parts = line.split(" ");
          for (int i = 1; i < parts.length; i++) {
            codes.add(parts[0] + "-" + parts[i]);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Set.copyOf(codes);
    }
  }
}
