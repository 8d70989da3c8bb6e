package io.trustfabric.record;

import java.util.List;
import java.util.Map;

/// A rule that somebody or something did not keep, as the feature that owns the rule saw it.
///
/// @param cause what it is about, in a form that is the same each time: the same cause is one event
///   while that is open
/// @param grave whether people come to harm by it
/// @param title at most 300 characters
/// @param description why it counts as one
/// @param resource what it was done to, at most 500 characters
/// @param personalData whether data of people is concerned
/// @param dataAssets whose data, at most 100 names of 200 characters
/// @param metadata what else is known
public record PolicyViolation(
    String cause,
    boolean grave,
    String title,
    String description,
    String resource,
    boolean personalData,
    List<String> dataAssets,
    Map<String, Object> metadata) {}
