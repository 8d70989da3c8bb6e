package io.trustfabric.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// How many tests passed, failed and were skipped, counted from JUnit XML reports. Only test cases
/// are counted, never the sums that a report states of itself.
record Tally(int passed, int failed, int skipped) {

  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  int total() {
    return passed + failed + skipped;
  }

  /// The line that ends a test run.
  String line() {
    return "%d passed, %d failed, %d skipped".formatted(passed, failed, skipped);
  }

  /// Counts all reports at these places: files, or folders with `*.xml` in them. A place that is
  /// not there counts nothing.
  static Tally at(List<Path> places) throws IOException {
    var sum = NONE;
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        try (var files = Files.newDirectoryStream(place, "*.xml")) {
          for (Path file : files) {
            sum = sum.plus(of(file));
          }
        }
      } else if (Files.exists(place)) {
        sum = sum.plus(of(place));
      }
    }
    return sum;
  }

  /// Counts one report. One that is no well-formed XML counts as a failure: it may hide some.
  static Tally of(Path report) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      var cases = builder.parse(report.toFile()).getElementsByTagName("testcase");
      var sum = NONE;
      for (int i = 0; i < cases.getLength(); i++) {
        sum = sum.plus(of((Element) cases.item(i)));
      }
      return sum;
    } catch (SAXException malformed) {
      return new Tally(0, 1, 0);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Tally of(Element testcase) {
    if (has(testcase, "failure") || has(testcase, "error")) {
      return new Tally(0, 1, 0);
    }
    return has(testcase, "skipped") ? new Tally(0, 0, 1) : new Tally(1, 0, 0);
  }

  private static boolean has(Element testcase, String child) {
    return testcase.getElementsByTagName(child).getLength() > 0;
  }
}
