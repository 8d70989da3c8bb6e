package io.trustfabric.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON in whose texts `{{name}}` stands for a value that is known later.
public final class Template {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([A-Za-z.-]+)}}");

  private Template() {}

  /// The same tree with every placeholder in its texts replaced; an unknown one is an error.
  public static JsonNode fill(JsonNode node, Map<String, String> values) {
    return switch (node) {
      case ObjectNode object -> {
        var filled = JSON.createObjectNode();
        object.properties().forEach(e -> filled.set(e.getKey(), fill(e.getValue(), values)));
        yield filled;
      }
      case ArrayNode array -> {
        var filled = JSON.createArrayNode();
        array.forEach(element -> filled.add(fill(element, values)));
        yield filled;
      }
      case TextNode text -> TextNode.valueOf(fill(text.textValue(), values));
      default -> node;
    };
  }

  private static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("No value for " + match.group());
              }
              return Matcher.quoteReplacement(value);
            });
  }
}
