package io.trustfabric.monitoring.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trustfabric.record.Invalid;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads YAML documents as JSON. Only the nodes are read, from which no object is ever made: a tag
/// that asks for one is refused. So are keys that come twice, merge keys, and more aliases, depth
/// or nodes than any file of people has. Numbers keep every digit, times stay text.
public final class YamlReader {

  /// How large the text may be.
  public static final int MAX_MIB = 4;

  private static final int MAX_DOCUMENTS = 1_000;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_ALIASES = 50;

  /// Counted as often as they are read: an alias counts all that it stands for.
  private static final int MAX_NODES = 200_000;

  /// A number of more digits is a text to us, not arithmetic.
  private static final int MAX_DIGITS = 50;

  private static final int MAX_LONG_DIGITS = 18;

  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?");

  private int nodes;

  /// The documents that hold something.
  ///
  /// @throws Invalid when it is no such YAML, with the place
  public List<JsonNode> read(InputStream body) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_MIB * 1024 * 1024);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    var documents = new ArrayList<JsonNode>();
    try {
      var text = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
      for (var document : new Yaml(options).composeAll(text)) {
        var json = json(document, 0);
        if (!json.isNull()) {
          documents.add(json);
        }
        if (documents.size() > MAX_DOCUMENTS) {
          throw Invalid.field("", "holds more than %,d documents".formatted(MAX_DOCUMENTS));
        }
      }
    } catch (MarkedYAMLException e) {
      throw notYaml(e);
    } catch (YAMLException e) {
      throw isBadUtf8(e)
          ? Invalid.field("", "is not UTF-8")
          : Invalid.field("", "is not valid YAML, or larger or nested deeper than what is read");
    }
    return documents;
  }

  private static Invalid notYaml(MarkedYAMLException e) {
    var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    return Invalid.field("", mark == null ? "is not valid YAML" : "is not valid YAML" + at(mark));
  }

  private static String at(org.yaml.snakeyaml.error.Mark mark) {
    return " (line %d, column %d)".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static boolean isBadUtf8(YAMLException e) {
    if (e.getCause() instanceof CharacterCodingException) {
      return true;
    }
    if (e.getCause() instanceof IOException cause) {
      throw new UncheckedIOException(cause);
    }
    return false;
  }

  private JsonNode json(Node node, int depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw Invalid.field("", "is nested or repeated by aliases beyond what is read");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, depth);
      case SequenceNode sequence -> {
        checkTag(sequence, Tag.SEQ);
        var array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item, depth + 1)));
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw refused(node, "is not read");
    };
  }

  private JsonNode object(MappingNode mapping, int depth) {
    checkTag(mapping, Tag.MAP);
    var object = JsonNodeFactory.instance.objectNode();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw refused(tuple.getKeyNode(), "a key must be text");
      }
      if (key.getTag().equals(Tag.MERGE)) {
        throw refused(key, "merge keys are not read");
      }
      if (object.has(key.getValue())) {
        throw refused(key, "has a field twice");
      }
      object.set(key.getValue(), json(tuple.getValueNode(), depth + 1));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    var tag = scalar.getTag();
    var text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return bool(scalar, text.toLowerCase(Locale.ROOT));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(scalar, text);
    }
    checkTag(scalar, tag.equals(Tag.TIMESTAMP) ? Tag.TIMESTAMP : Tag.STR);
    return JsonNodeFactory.instance.textNode(text);
  }

  /// YAML 1.1 takes `yes` and `on` for true as well.
  private static JsonNode bool(ScalarNode scalar, String text) {
    return switch (text) {
      case "true", "yes", "on" -> JsonNodeFactory.instance.booleanNode(true);
      case "false", "no", "off" -> JsonNodeFactory.instance.booleanNode(false);
      default -> throw refused(scalar, "is neither true nor false");
    };
  }

  /// Decimal numbers only: what else YAML 1.1 counts as one (octal, base 60, infinity) nobody
  /// means.
  private static JsonNode number(ScalarNode scalar, String text) {
    if (text.length() > MAX_DIGITS) {
      throw refused(scalar, "is too long a number");
    }
    if (!DECIMAL.matcher(text).matches()) {
      throw refused(scalar, "is no decimal number; text wants quotes");
    }
    var number = new BigDecimal(text);
    var isWhole = scalar.getTag().equals(Tag.INT) && number.precision() <= MAX_LONG_DIGITS;
    return isWhole
        ? JsonNodeFactory.instance.numberNode(number.longValueExact())
        : JsonNodeFactory.instance.numberNode(number);
  }

  private static void checkTag(Node node, Tag expected) {
    if (!node.getTag().equals(expected)) {
      throw refused(node, "has a tag that is not read");
    }
  }

  private static Invalid refused(Node node, String why) {
    return Invalid.field("", why + at(node.getStartMark()));
  }
}
