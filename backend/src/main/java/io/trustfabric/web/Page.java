package io.trustfabric.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One page of a list.
///
/// @param items the records, in the order asked for
/// @param page where it stands in the list
public record Page<V>(List<V> items, Info page) {

  /// @param limit how many were asked for
  /// @param nextCursor asks for the page after this; null at the end
  /// @param total how many there are in all, as far as it was counted
  /// @param totalIsExact false when there are more than `total`
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Info(
      int limit, @Schema(nullable = true) String nextCursor, long total, boolean totalIsExact) {}

  /// The page with each item shown another way.
  public <W> Page<W> map(Function<V, W> view) {
    return new Page<>(items.stream().map(view).toList(), page);
  }
}
