package io.trustfabric.demo.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The desk's data files.
final class Samples {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  static JsonNode read(String name) {
    try (var in = Samples.class.getResourceAsStream("/demo/" + name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
