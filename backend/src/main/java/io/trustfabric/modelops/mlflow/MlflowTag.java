package io.trustfabric.modelops.mlflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A word by name; of two of one name the later counts.
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
public record MlflowTag(
    @NotBlank @Size(max = 250) String key, @NotNull @Size(max = 5_000) String value) {

  static Map<String, Object> map(List<MlflowTag> tags) {
    var map = new LinkedHashMap<String, Object>();
    if (tags != null) {
      tags.forEach(tag -> map.put(tag.key(), tag.value()));
    }
    return map;
  }

  /// In order of name.
  static List<MlflowTag> list(Map<String, Object> tags) {
    return tags.entrySet().stream()
        .map(tag -> new MlflowTag(tag.getKey(), tag.getValue().toString()))
        .sorted(java.util.Comparator.comparing(MlflowTag::key))
        .toList();
  }
}
