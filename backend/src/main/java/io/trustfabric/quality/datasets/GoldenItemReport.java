package io.trustfabric.quality.datasets;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One case as it is given: at most 256 KiB of JSON.
///
/// @param key names it within its version, at most 200 characters
/// @param input what is asked; any JSON but null. Its members `jurisdiction` and `documentType`,
///   where they are texts, count in an evaluation instead of the dataset's
/// @param expected the right answer; any JSON but null. An object's members are its fields
/// @param tags at most 50 of 100 characters, none twice
@Schema(requiredProperties = {"key", "input", "expected"})
public record GoldenItemReport(String key, Object input, Object expected, List<String> tags) {}
