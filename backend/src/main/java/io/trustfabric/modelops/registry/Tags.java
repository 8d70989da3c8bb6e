package io.trustfabric.modelops.registry;

import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Invalid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Tags of a model or a version: words by name, at most 100 and 16 KiB together.
public final class Tags {

  /// By tags with this beginning a version's own fields are told where a protocol knows no others:
  /// none of a caller's begins so.
  public static final String RESERVED = "trust-fabric.";

  private static final int MOST = 100;
  private static final int NAME = 250;
  private static final int VALUE = 5_000;
  private static final int TOGETHER = 16 * 1024;

  private Tags() {}

  /// Adds what is wrong with them under `pointer`.
  public static void check(Map<String, Object> tags, String pointer, List<Invalid.Field> errors) {
    if (tags.size() > MOST || size(tags) > TOGETHER) {
      errors.add(new Invalid.Field(pointer, "must be at most 100 tags of 16 KiB together"));
    }
    tags.forEach((name, value) -> check(name, value, pointer + "/" + pointer(name), errors));
  }

  /// The same of a version's.
  public static void checkOfVersion(
      Map<String, Object> tags, String pointer, List<Invalid.Field> errors) {
    check(tags, pointer, errors);
    for (var name : tags.keySet()) {
      if (name.startsWith(RESERVED)) {
        errors.add(
            new Invalid.Field(pointer + "/" + pointer(name), "is a name only the product gives"));
      }
    }
  }

  private static void check(String name, Object value, String at, List<Invalid.Field> errors) {
    if (name.isBlank() || name.length() > NAME) {
      errors.add(new Invalid.Field(at, "must have a name of 1 to 250 characters"));
    }
    if (!(value instanceof String text)) {
      errors.add(new Invalid.Field(at, "must be a string"));
    } else if (text.length() > VALUE) {
      errors.add(new Invalid.Field(at, "must have at most 5000 characters"));
    }
  }

  private static int size(Map<String, Object> tags) {
    return ChangeCapture.json(tags).toString().getBytes(StandardCharsets.UTF_8).length;
  }

  static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
