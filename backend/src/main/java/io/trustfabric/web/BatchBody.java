package io.trustfabric.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.trustfabric.record.Invalid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Reads many reports from one body as it comes in; names every bad one and refuses them all
/// together.
@ApplicationScoped
public class BatchBody {

  public static final String NDJSON = "application/x-ndjson";

  /// How many are taken at once.
  public static final int MOST = 10_000;

  /// So many bad fields are named; whoever has more has a systematic fault.
  private static final int MOST_ERRORS = 1_000;

  private static final int MAX_LINE = 2 * 1024 * 1024;

  private final ObjectMapper mapper;

  /// Reads one element of an array, where what follows is the next one.
  private final ObjectReader elements;

  private final Bodies bodies;

  BatchBody(ObjectMapper mapper, Bodies bodies) {
    this.mapper = mapper;
    this.elements = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.bodies = bodies;
  }

  /// What becomes of one element of an array.
  public interface Element {
    void read(JsonNode node, String pointer);
  }

  /// What sound reports have to meet besides; adds what they do not under `/index`.
  public interface Rule<R> {
    void check(List<R> reports, List<Invalid.Field> errors);
  }

  /// Reports from a JSON array, or from lines of JSON.
  ///
  /// @param what they are called, in the plural
  /// @throws Invalid naming every bad field with its index, and its line where the body has lines
  public <R> List<R> read(InputStream body, MediaType type, Class<R> report, String what) {
    return read(body, type, report, what, (reports, errors) -> {});
  }

  /// Reports that meet a rule besides.
  ///
  /// @throws Invalid naming every bad field with its index, and its line where the body has lines
  public <R> List<R> read(
      InputStream body, MediaType type, Class<R> report, String what, Rule<R> rule) {
    var errors = new ArrayList<Invalid.Field>();
    var reports = new ArrayList<R>();
    var lines = new ArrayList<Integer>();
    if (type != null && type.getSubtype().equals("x-ndjson")) {
      readLines(body, report, what, reports, lines, errors);
    } else {
      readArray(
          body, what, errors, (node, at) -> reports.add(bodies.bind(node, report, at, errors)));
    }
    var sound = checked(reports, what, errors);
    rule.check(sound, errors);
    if (!lines.isEmpty()) {
      errors.replaceAll(field -> numbered(field, lines));
    }
    return checked(sound, what, errors);
  }

  private static Invalid.Field numbered(Invalid.Field field, List<Integer> lines) {
    var index = Integer.parseInt(field.pointer().split("/")[1]);
    return new Invalid.Field(field.pointer(), field.message(), lines.get(index));
  }

  /// Hands out the elements of a JSON array one by one.
  ///
  /// @param errors once there are too many of them, elements are only counted
  public void readArray(
      InputStream body, String what, List<Invalid.Field> errors, Element element) {
    try (var parser = mapper.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw Invalid.field("", "must be a JSON array");
      }
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        limit(i + 1, what);
        if (errors.size() < MOST_ERRORS) {
          element.read(elements.readTree(parser), "/" + i);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw Invalid.field("", "has something after the array");
      }
    } catch (JsonProcessingException e) {
      throw Invalid.field("", Bodies.notJson(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <R> void readLines(
      InputStream body,
      Class<R> report,
      String what,
      List<R> reports,
      List<Integer> numbers,
      List<Invalid.Field> errors) {
    var lines = new BodyLines(body, MAX_LINE);
    try {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (errors.size() >= MOST_ERRORS) {
          continue;
        }
        var index = reports.size();
        limit(index + 1, what);
        numbers.add(lines.number());
        var found = new ArrayList<Invalid.Field>();
        try {
          reports.add(bodies.bind(mapper.readTree(line), report, "/" + index, found));
        } catch (JsonProcessingException e) {
          reports.add(null);
          found.add(new Invalid.Field("/" + index, "is not valid JSON"));
        }
        for (var field : found) {
          errors.add(new Invalid.Field(field.pointer(), field.message(), lines.number()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What was read, when all of it is sound.
  ///
  /// @throws Invalid naming what is not, or when there is nothing
  public static <T> List<T> checked(List<T> read, String what, List<Invalid.Field> errors) {
    if (!errors.isEmpty()) {
      throw new Invalid(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    }
    if (read.isEmpty()) {
      throw Invalid.field("", "must not be empty: it holds " + what);
    }
    return read;
  }

  private static void limit(int count, String what) {
    if (count > MOST) {
      throw Refusal.of(
          Problem.Kind.TOO_LARGE, "At most %,d %s are taken at once.".formatted(MOST, what));
    }
  }
}
