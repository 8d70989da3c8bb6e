package io.trustfabric.quality.datasets;

import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// Which part of a version's items is asked for, in byte order of key.
public class ItemPaging {

  @QueryParam("after")
  @Parameter(description = "Begins after this key; without it, at the first")
  String after;

  @QueryParam("limit")
  @Parameter(
      description = "How many at most",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100000"))
  String limit;

  private int number;

  /// @param most what `limit` may be
  /// @param usual what it is when nothing is said
  /// @throws Invalid naming each bad parameter
  void check(int most, int usual) {
    var errors = new ArrayList<Invalid.Field>();
    if (after != null && (after.length() > GoldenItem.MAX_KEY || after.indexOf('\0') >= 0)) {
      errors.add(new Invalid.Field("?after", "is no key"));
    }
    number = limit == null ? usual : number(limit);
    if (number < 1 || number > most) {
      errors.add(new Invalid.Field("?limit", "must be a whole number from 1 to " + most));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// The key to begin after; the empty text, which is before every key, for the first.
  String after() {
    return after == null ? "" : after;
  }

  int limit() {
    return number;
  }
}
