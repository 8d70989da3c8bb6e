package io.trustfabric.record;

import java.util.List;

/// Input that breaks a rule; names every bad field.
public class Invalid extends RuntimeException {

  /// One bad field.
  ///
  /// @param pointer JSON pointer into the body (`/severity`, `/3/title`), or `?name` for a query
  ///   parameter
  /// @param message what is wrong with it, for people
  /// @param line number of the bad line in a line-wise body, from 1; null elsewhere
  public record Field(String pointer, String message, Integer line) {

    public Field(String pointer, String message) {
      this(pointer, message, null);
    }
  }

  private final transient List<Field> fields;

  public Invalid(List<Field> fields) {
    super("invalid: " + fields);
    this.fields = List.copyOf(fields);
  }

  public static Invalid field(String pointer, String message) {
    return new Invalid(List.of(new Field(pointer, message)));
  }

  public List<Field> fields() {
    return fields;
  }
}
