package io.trustfabric.quality.regression;

import io.trustfabric.record.Invalid;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a JUnit XML report of whatever dialect as it comes in. Each `testcase` element is one
/// result, wherever it stands; the numbers that suites give of themselves are compared and never
/// added. A document type is refused, and with it every entity of its own.
final class JUnitReport {

  /// How deep elements may be nested.
  private static final int MAX_DEPTH = 100;

  /// What is kept of a failure's text.
  private static final int MAX_TEXT = 10_000;

  private static final Set<String> ATTEMPTS =
      Set.of("rerunFailure", "rerunError", "flakyFailure", "flakyError");

  /// One test as the report tells of it.
  ///
  /// @param seconds null when the report has no readable time
  /// @param at its suite's time; null when the report has none
  record Case(
      String suite,
      String name,
      TestStatus status,
      BigDecimal seconds,
      Long failedAttempts,
      String message,
      Instant at) {}

  /// Takes each case; there may be so many that they are not kept here.
  interface Taker {
    void take(Case one);
  }

  /// A suite that is open while the report is read.
  private static final class Suite {
    String name;
    Instant at;
    Long declared;
    long cases;
  }

  /// A test case that is open while the report is read.
  private static final class Open {
    String name;
    String className;
    BigDecimal seconds;
    TestStatus status = TestStatus.PASSED;
    TestStatus ofAttempts = TestStatus.PASSED;
    long attempts;
    String message;
    String ofAttempt;
  }

  private final String suiteName;
  private final Taker taker;
  private final LeftOut leftOut;
  private final JUnitFigures figures;
  private final Deque<Suite> suites = new ArrayDeque<>();
  private final Deque<String> elements = new ArrayDeque<>();
  private Open open;
  private StringBuilder text;
  private boolean textIsCut;

  /// @param suiteName what all results' suite is called; null to take the report's own
  JUnitReport(String suiteName, Taker taker, LeftOut leftOut) {
    this.suiteName = suiteName;
    this.taker = taker;
    this.leftOut = leftOut;
    this.figures = new JUnitFigures(leftOut);
  }

  /// @throws Invalid when it is no such report, or has a document type
  void read(InputStream body) {
    XMLStreamReader xml = null;
    try {
      xml = factory().createXMLStreamReader(body);
      while (xml.hasNext()) {
        event(xml, xml.next());
      }
    } catch (XMLStreamException e) {
      var at = e.getLocation();
      throw Invalid.field(
          "",
          at == null || at.getLineNumber() < 1
              ? "is not well-formed XML"
              : "is not well-formed XML (line %d, column %d)"
                  .formatted(at.getLineNumber(), at.getColumnNumber()));
    } catch (MissingResourceException e) {
      // The JDK's parser has no words for what is wrong in some document types.
      throw Invalid.field("", "is not well-formed XML");
    } finally {
      close(xml);
    }
  }

  private static void close(XMLStreamReader xml) {
    try {
      if (xml != null) {
        xml.close();
      }
    } catch (XMLStreamException e) {
      // nothing is kept in the reader
    }
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside the report is read");
        });
    return factory;
  }

  private void event(XMLStreamReader xml, int event) {
    switch (event) {
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw Invalid.field("", "has a document type or an entity of its own; neither is read");
      case XMLStreamConstants.START_ELEMENT -> start(xml);
      case XMLStreamConstants.END_ELEMENT -> end();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          characters(xml);
      default -> {}
    }
  }

  private void start(XMLStreamReader xml) {
    var name = xml.getLocalName();
    if (elements.isEmpty() && !name.equals("testsuites") && !name.equals("testsuite")) {
      throw Invalid.field(
          "", "is no JUnit report: it begins with neither testsuites nor testsuite");
    }
    if (elements.size() >= MAX_DEPTH) {
      throw Invalid.field("", "is nested deeper than %d levels".formatted(MAX_DEPTH));
    }
    elements.push(name);
    if (open == null) {
      startOutside(xml, name);
    } else if (elements.size() > 1 && parent().equals("testcase")) {
      startInCase(xml, name);
    }
  }

  private String parent() {
    var names = elements.iterator();
    names.next();
    return names.next();
  }

  private void startOutside(XMLStreamReader xml, String name) {
    switch (name) {
      case "testsuites", "testsuite" -> suites.push(suite(xml, name));
      case "testcase" -> open = open(xml);
      case "properties", "property" -> {
        if (name.equals("property")) {
          leftOut.add(LeftOut.What.PROPERTY);
        }
      }
      case "system-out", "system-err" -> leftOut.add(LeftOut.What.OUTPUT);
      default -> leftOut.add(LeftOut.What.UNKNOWN_ELEMENT);
    }
  }

  private Suite suite(XMLStreamReader xml, String element) {
    var suite = new Suite();
    // The name of the whole report is a product's ("vitest tests"), unless nothing else has one.
    suite.name = attribute(xml, "name");
    suite.at = figures.time(attribute(xml, "timestamp"));
    if (suite.at == null && !suites.isEmpty()) {
      suite.at = suites.peek().at;
    }
    suite.declared =
        element.equals("testsuite") ? JUnitFigures.whole(attribute(xml, "tests")) : null;
    return suite;
  }

  private Open open(XMLStreamReader xml) {
    var one = new Open();
    one.name = attribute(xml, "name");
    one.className = attribute(xml, "classname");
    one.seconds = figures.seconds(attribute(xml, "time"));
    var said = (attribute(xml, "status") + " " + attribute(xml, "result")).toLowerCase(Locale.ROOT);
    if (said.matches(".*\\b(notrun|skipped|disabled|suppressed|ignored)\\b.*")) {
      one.status = TestStatus.SKIPPED;
    }
    return one;
  }

  private void startInCase(XMLStreamReader xml, String name) {
    switch (name) {
      case "failure" -> ends(xml, TestStatus.FAILED);
      case "error" -> ends(xml, TestStatus.ERROR);
      case "skipped", "ignored" -> ends(xml, TestStatus.SKIPPED);
      case "system-out", "system-err" -> leftOut.add(LeftOut.What.OUTPUT);
      case "properties" -> leftOut.add(LeftOut.What.PROPERTY);
      default -> {
        if (ATTEMPTS.contains(name)) {
          attempt(xml, name);
        } else {
          leftOut.add(LeftOut.What.UNKNOWN_ELEMENT);
        }
      }
    }
  }

  /// Of several ends the gravest counts: a test that fails and then cannot tidy up has an error.
  private void ends(XMLStreamReader xml, TestStatus status) {
    var first = open.message == null;
    if (status == TestStatus.ERROR
        || status == TestStatus.FAILED && open.status != TestStatus.ERROR
        || open.status == TestStatus.PASSED) {
      open.status = status;
    }
    if (first) {
      open.message = attribute(xml, "message");
      if (open.message == null) {
        open.message = attribute(xml, "type");
      }
      text = new StringBuilder();
      textIsCut = false;
    }
  }

  /// A test that ran again is one test: the attempts before are counted in it, not beside it.
  private void attempt(XMLStreamReader xml, String name) {
    open.attempts++;
    leftOut.add(LeftOut.What.ATTEMPT);
    if (name.startsWith("rerun") && open.ofAttempts != TestStatus.ERROR) {
      open.ofAttempts = name.endsWith("Error") ? TestStatus.ERROR : TestStatus.FAILED;
    }
    if (open.ofAttempt == null) {
      open.ofAttempt = attribute(xml, "message");
    }
  }

  private void characters(XMLStreamReader xml) {
    if (text == null) {
      return;
    }
    var room = MAX_TEXT - text.length();
    var length = xml.getTextLength();
    text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, length));
    textIsCut |= length > room;
  }

  private void end() {
    var name = elements.pop();
    switch (name) {
      case "testsuites", "testsuite" -> {
        if (open == null) {
          endSuite(suites.pop());
        }
      }
      case "testcase" -> {
        if (open != null && !elements.contains("testcase")) {
          endCase();
        }
      }
      case "failure", "error", "skipped", "ignored" -> endText();
      default -> {}
    }
  }

  private void endSuite(Suite suite) {
    if (!suites.isEmpty()) {
      suites.peek().cases += suite.cases;
    }
    if (suite.declared != null && suite.declared != suite.cases) {
      leftOut.add(LeftOut.What.DECLARED_NUMBER);
    }
  }

  private void endText() {
    if (text == null || !elements.peek().equals("testcase")) {
      return;
    }
    var body = text.toString().strip();
    text = null;
    if (textIsCut) {
      leftOut.add(LeftOut.What.LONG_TEXT);
    }
    if (open.message == null || body.contains(open.message)) {
      open.message = body.isEmpty() ? open.message : body;
    } else if (!body.isEmpty()) {
      open.message = open.message + "\n" + body;
    }
  }

  private void endCase() {
    var one = open;
    open = null;
    if (!suites.isEmpty()) {
      suites.peek().cases++;
    }
    if (one.name == null && one.className == null) {
      leftOut.add(LeftOut.What.NAMELESS_CASE);
      return;
    }
    var status =
        one.status == TestStatus.PASSED && one.ofAttempts != TestStatus.PASSED
            ? one.ofAttempts
            : one.status;
    var names = new JUnitNames(suiteName, suiteNames(), one.className, one.name, leftOut);
    var suite = names.suite();
    taker.take(
        new Case(
            suite,
            names.test(suite),
            status,
            one.seconds,
            Math.min(one.attempts, 1_000),
            status == TestStatus.PASSED ? null : message(one),
            suites.isEmpty() ? null : suites.peek().at));
  }

  private String message(Open one) {
    var text = one.message == null ? one.ofAttempt : one.message;
    if (text == null || text.length() <= MAX_TEXT) {
      return text;
    }
    leftOut.add(LeftOut.What.LONG_TEXT);
    var end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end);
  }

  /// The names of the open suites, the outermost first. The whole report counts as one only where
  /// it is all there is.
  private List<String> suiteNames() {
    var names = new ArrayList<String>();
    var outermost = suites.peekLast();
    suites
        .descendingIterator()
        .forEachRemaining(
            suite -> {
              if (suite.name != null && (suite != outermost || suites.size() == 1 || !isWhole())) {
                names.add(suite.name);
              }
            });
    return names;
  }

  private boolean isWhole() {
    return elements.peekLast().equals("testsuites");
  }

  /// Null for none and for blank.
  private static String attribute(XMLStreamReader xml, String name) {
    var value = xml.getAttributeValue(null, name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
