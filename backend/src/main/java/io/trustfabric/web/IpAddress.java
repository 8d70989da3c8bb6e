package io.trustfabric.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;

/// Text that is an IPv4 or IPv6 address, not a name: nothing is looked up.
@Constraint(validatedBy = IpAddress.Literal.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface IpAddress {

  String message() default "must be an IP address";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Holds text against the literal forms.
  class Literal implements ConstraintValidator<IpAddress, String> {

    /// An IPv6 address with an embedded IPv4 one, at its longest.
    private static final int LONGEST = 45;

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      if (text == null) {
        return true;
      }
      if (text.length() > LONGEST || !text.matches("[0-9a-fA-F:.]+")) {
        return false;
      }
      try {
        InetAddress.ofLiteral(text);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
