package io.trustfabric.monitoring.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// Writes plain values (maps, lists, texts, numbers, booleans) as YAML for people: in blocks, text
/// of several lines line by line, decimals with all their digits.
public final class YamlWriter {

  /// RFC 9512.
  public static final String MEDIA_TYPE = "application/yaml";

  private static final Pattern LINES = Pattern.compile("[\\x20-\\x7E]+(?:\\n[\\x20-\\x7E]*)+");
  private static final Pattern BREAKS = Pattern.compile("[\\n\\r\\u0085\\u2028\\u2029\\uFEFF]");

  private YamlWriter() {}

  /// One document after the other, each begun by `---`.
  public static String write(List<?> documents) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setExplicitStart(true);
    options.setSplitLines(false);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Plain(options), options)
        .dumpAll(documents.iterator());
  }

  private static final class Plain extends Representer {

    Plain(DumperOptions options) {
      super(options);
      representers.put(String.class, data -> text((String) data));
      representers.put(
          BigDecimal.class,
          data ->
              representScalar(
                  Tag.FLOAT, ((BigDecimal) data).toPlainString(), DumperOptions.ScalarStyle.PLAIN));
    }

    /// Line by line where every reader sees the same lines, in quotes where not.
    private Node text(String text) {
      var style = DumperOptions.ScalarStyle.PLAIN;
      if (LINES.matcher(text).matches()) {
        style = DumperOptions.ScalarStyle.LITERAL;
      } else if (BREAKS.matcher(text).find()) {
        style = DumperOptions.ScalarStyle.DOUBLE_QUOTED;
      }
      return representScalar(Tag.STR, text, style);
    }
  }
}
