package io.trustfabric.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Sets how large the annotated body may be, in MiB; {@link BodyGuard#DEFAULT_MIB} without it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MaxBody {
  int mib();
}
