package io.trustfabric.web;

import io.trustfabric.record.TrustRecord;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks the read of a single record: with `?asOf=` or `?position=` it answers what the record was,
/// rebuilt from the ledger.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PointInTime {

  /// The kind of record; {@link TrustRecord} itself where the method reads the past on its own.
  Class<? extends TrustRecord> value() default TrustRecord.class;
}
