package io.trustfabric.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Text that names a secret and does not look like the value of one. What is refused is told to
/// those who watch (see {@link SecretSeen}), and said nowhere again.
@Constraint(validatedBy = NotASecret.ByItsLooks.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.FIELD,
  ElementType.PARAMETER,
  ElementType.RECORD_COMPONENT,
  ElementType.TYPE_USE
})
public @interface NotASecret {

  String message() default "looks like a secret's value; only its name is taken here";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Judges by {@link Secrets#looksLikeOne}.
  class ByItsLooks implements ConstraintValidator<NotASecret, String> {

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null || !Secrets.looksLikeOne(text);
    }
  }
}
