package io.trustfabric.modelops.registry;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.trustfabric.modelops.drift.Categories;
import io.trustfabric.modelops.drift.Histogram;
import io.trustfabric.modelops.drift.Numbers;
import io.trustfabric.modelops.drift.Sample;
import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a model saw of a feature: one of numbers, categories and a histogram.
///
/// @param numbers values row by row, in any order
/// @param categories how often each label was seen
@RegisterForReflection
public record SampleValues(
    @Schema(nullable = true) @Size(min = 1, max = 1_000_000) List<@NotNull BigDecimal> numbers,
    @Schema(nullable = true) @Size(min = 1, max = 10_000)
        List<@NotNull @Valid CategoryCount> categories,
    @Schema(nullable = true) @Valid Bins histogram) {

  /// The sample; null, with errors under `pointer`, when it is none.
  public Sample toSample(String pointer, List<Invalid.Field> errors) {
    if (Stream.of(numbers, categories, histogram).filter(one -> one != null).count() != 1) {
      errors.add(new Invalid.Field(pointer, "must have one of numbers, categories and histogram"));
      return null;
    }
    try {
      if (numbers != null) {
        return Numbers.of(doubles(numbers));
      }
      return categories != null ? categories(pointer, errors) : bins();
    } catch (IllegalArgumentException e) {
      var part = numbers != null ? "/numbers" : categories != null ? "/categories" : "/histogram";
      errors.add(new Invalid.Field(pointer + part, e.getMessage()));
      return null;
    }
  }

  private Sample categories(String pointer, List<Invalid.Field> errors) {
    var counts = new TreeMap<String, Long>();
    for (int i = 0; i < categories.size(); i++) {
      var category = categories.get(i);
      if (counts.put(category.value(), category.count()) != null) {
        errors.add(new Invalid.Field(pointer + "/categories/" + i + "/value", "is there twice"));
      }
    }
    return new Categories(counts);
  }

  private Sample bins() {
    return new Histogram(
        doubles(histogram.edges()),
        histogram.counts().stream().mapToLong(Long::longValue).toArray());
  }

  private static double[] doubles(List<BigDecimal> numbers) {
    return numbers.stream().mapToDouble(BigDecimal::doubleValue).toArray();
  }
}
