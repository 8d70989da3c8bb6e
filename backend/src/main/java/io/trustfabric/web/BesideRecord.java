package io.trustfabric.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks what a view tells beside its record: counted or read elsewhere, or measured against the
/// present time. The record's own lines do not say what it was, so an answer about the past leaves
/// it out.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface BesideRecord {}
