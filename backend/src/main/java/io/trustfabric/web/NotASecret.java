package io.trustfabric.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.Map;

/// Text that names a secret and does not look like the value of one. What is refused is told to
/// those who watch (see {@link SecretSeen}), and said nowhere again.
@Constraint(validatedBy = {NotASecret.ByItsLooks.class, NotASecret.AllThrough.class})
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

  /// Judges every text in free JSON, names of fields included.
  class AllThrough implements ConstraintValidator<NotASecret, Map<String, Object>> {

    @Override
    public boolean isValid(Map<String, Object> free, ConstraintValidatorContext context) {
      return free == null || isClean(free);
    }

    private static boolean isClean(Object value) {
      return switch (value) {
        case String text -> !Secrets.looksLikeOne(text);
        case Map<?, ?> map ->
            map.keySet().stream().allMatch(AllThrough::isClean)
                && map.values().stream().allMatch(AllThrough::isClean);
        case Collection<?> items -> items.stream().allMatch(AllThrough::isClean);
        case null, default -> true;
      };
    }
  }
}
