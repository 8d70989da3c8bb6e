package io.trustfabric.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a value that says something about a person. It enters the ledger's bytes and the state
/// digest only as SHA-256(salt || value), so that it can be erased later while every proof stays
/// valid.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Personal {}
