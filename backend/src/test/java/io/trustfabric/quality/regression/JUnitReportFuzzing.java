package io.trustfabric.quality.regression;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.trustfabric.record.Invalid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever bytes come in as a report: it is read or refused, in time, and nothing outside of it is
/// looked at. Maven's `fuzzing` execution mutates the seeds for a quarter of a minute; elsewhere
/// each seed is tried once.
class JUnitReportFuzzing {

  private static final String SECRET = "what-lies-in-a-file-of-the-server";
  private static final AtomicInteger OUTSIDE = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final PrintStream ERR = System.err;

  private static Path file;
  private static volatile byte[] reading;

  @BeforeAll
  static void watchWhatLiesOutside() throws IOException {
    file = Files.writeString(Path.of("target/outside.txt"), SECRET);
    URL.setURLStreamHandlerFactory(
        protocol -> protocol.matches("https?|ftp") ? new Watching() : null);
    // The JDK's parser says there what it also throws, thousands of times here.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Thread.ofPlatform().daemon().start(JUnitReportFuzzing::endWhatHangs);
    if (System.getenv("JAZZER_FUZZ") != null) {
      writeProgressTo("target/fuzzing.log");
    }
  }

  /// The fuzzer tells each new path it finds on the process's own error stream, past Java.
  @SuppressWarnings("restricted")
  private static void writeProgressTo(String path) {
    var linker = Linker.nativeLinker();
    var library = linker.defaultLookup();
    try (var arena = Arena.ofConfined()) {
      var create =
          linker.downcallHandle(
              library.findOrThrow("creat"), FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
      var duplicate =
          linker.downcallHandle(
              library.findOrThrow("dup2"), FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
      var file = (int) create.invokeExact(arena.allocateFrom(path), 0644);
      var error = (int) duplicate.invokeExact(file, 2);
      assertThat(error).isEqualTo(2);
    } catch (Throwable e) {
      throw new AssertionError("the progress cannot be written to " + path, e);
    }
  }

  /// Two looks that find the same report being read end the process: there is no other way out.
  private static void endWhatHangs() {
    try {
      for (byte[] before = null; before == null || before != reading; ) {
        before = reading;
        Thread.sleep(PATIENCE);
      }
      Files.write(Path.of("target/hanging.xml"), reading);
      ERR.println("A report takes longer than " + PATIENCE + ": target/hanging.xml");
    } catch (InterruptedException | IOException e) {
      e.printStackTrace(ERR);
    }
    Runtime.getRuntime().halt(1);
  }

  @MethodSource("seeds")
  @DictionaryEntries({
    "<testsuites>",
    "<testsuite name=\"a\" tests=\"1\" timestamp=\"2026-01-01T00:00:00\">",
    "<testcase name=\"a\" classname=\"b\" time=\"0.5\">",
    "<failure message=\"m\" type=\"t\">",
    "<error/>",
    "<skipped/>",
    "<rerunFailure message=\"m\"/>",
    "<flakyError/>",
    "<system-out><![CDATA[",
    "]]></system-out>",
    "</testcase>",
    "</testsuite>",
    "</testsuites>",
    " status=\"notrun\"",
    " time=\"1,234.5e-9\"",
    "<!DOCTYPE a [<!ENTITY b SYSTEM \"target/outside.txt\">]>",
    "&b;",
    "&#x10FFFF;"
  })
  @FuzzTest(maxDuration = "15s")
  void aReportIsReadOrRefused(byte[] report) {
    var before = OUTSIDE.get();
    var cases = new ArrayList<JUnitReport.Case>();
    var leftOut = new LeftOut();
    reading = report;
    try {
      new JUnitReport(null, cases::add, leftOut).read(new ByteArrayInputStream(report));
    } catch (Invalid refused) {
      assertThat(refused.getMessage()).doesNotContain(SECRET);
    } finally {
      reading = null;
    }
    cases.forEach(JUnitReportFuzzing::check);
    assertThat(leftOut.lines())
        .allSatisfy(part -> assertThat(part.count()).isGreaterThanOrEqualTo(1));
    assertThat(OUTSIDE.get()).as("addresses that were opened").isEqualTo(before);
  }

  private static void check(JUnitReport.Case one) {
    assertThat(one.status()).isNotNull();
    assertThat(one.suite()).isNotBlank().hasSizeLessThanOrEqualTo(300);
    assertThat(one.name()).isNotBlank().hasSizeLessThanOrEqualTo(500);
    assertThat(one.failedAttempts()).isBetween(0L, 1_000L);
    assertThat(one.seconds() == null || one.seconds().signum() >= 0).isTrue();
    if (one.message() != null) {
      assertThat(one.message()).hasSizeLessThanOrEqualTo(10_000).doesNotContain(SECRET);
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    var seeds = new ArrayList<byte[]>();
    OWN.forEach(text -> seeds.add(text.getBytes(StandardCharsets.UTF_8)));
    var url = file.toUri();
    seeds.add(
        """
        <!DOCTYPE testsuite [<!ENTITY file SYSTEM "%s"><!ENTITY web SYSTEM "http://localhost/">]>
        <testsuite name="&file;"><testcase name="&web;"><failure>&file;&web;</failure></testcase></testsuite>"""
            .formatted(url)
            .getBytes(StandardCharsets.UTF_8));
    var shared = Path.of(System.getProperty("shared.data", "../../shared/data")).resolve("junit");
    if (Files.isDirectory(shared)) {
      try (var files = Files.walk(shared)) {
        for (var sample :
            files.filter(path -> path.toString().endsWith(".xml")).sorted().toList()) {
          seeds.add(Files.readAllBytes(sample));
        }
      }
    }
    return seeds.stream();
  }

  private static final List<String> OWN =
      List.of(
          """
          <testsuites tests="3" time="0,5"><testsuite name="outer" timestamp="2026-01-01T00:00:00">
          <testsuite name="inner" tests="9"><properties><property name="a" value="b"/></properties>
          <testcase name="a" classname="x.Y" time="1,234.5"/>
          <testcase name="b" status="notrun"><skipped message="later"/></testcase>
          <testcase name="c"><failure message="no" type="T">no, twice</failure><error/></testcase>
          </testsuite></testsuite></testsuites>""",
          """
          <testsuite name="a"><testcase name="b"><rerunFailure message="first"><stackTrace>s</stackTrace>
          </rerunFailure><flakyError/><system-out><![CDATA[out]]></system-out></testcase></testsuite>""",
          "<testsuites><testcase name='outside' time='1e-05'/></testsuites>",
          "<testsuite name='a'><testcase><testcase name='within'><failure/></testcase></testcase></testsuite>",
          "<testsuite name='😀'><testcase name='&#x1F600;' time='NaN'/></testsuite>",
          "<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='ä'/></testsuite>",
          "<html/>",
          "");

  /// An address that must not be opened.
  private static final class Watching extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      OUTSIDE.incrementAndGet();
      throw new IOException("nothing outside is read");
    }
  }
}
