package io.trustfabric.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a mapped field that is no part of the record's state: derived by the database, or a salt.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface OffLedger {}
