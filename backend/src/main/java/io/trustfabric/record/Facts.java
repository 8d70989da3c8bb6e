package io.trustfabric.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;

/// Lists of facts on their way into free JSON, as it will be when read back from the database, and
/// from there back.
public final class Facts {

  private static final TypeReference<List<Map<String, Object>>> FREE = new TypeReference<>() {};

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private static final TypeReference<Map<String, Object>> ONE = new TypeReference<>() {};

  private Facts() {}

  /// One fact.
  public static Map<String, Object> toJson(Record fact) {
    try {
      return MAPPER.readValue(MAPPER.writeValueAsBytes(fact), ONE);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("a fact that is no JSON", e);
    }
  }

  public static <F extends Record> F of(Map<String, Object> stored, Class<F> type) {
    try {
      return MAPPER.readValue(MAPPER.writeValueAsString(stored), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored fact is no " + type.getSimpleName(), e);
    }
  }

  public static List<Map<String, Object>> toJson(List<? extends Record> facts) {
    try {
      return MAPPER.readValue(MAPPER.writeValueAsBytes(facts), FREE);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("facts that are no JSON", e);
    }
  }

  public static <F extends Record> List<F> of(List<Map<String, Object>> stored, Class<F> type) {
    try {
      return MAPPER.readerForListOf(type).readValue(MAPPER.writeValueAsString(stored));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored facts are no " + type.getSimpleName(), e);
    }
  }
}
