package io.trustfabric.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;

/// JSON in files, canonical JSON (RFC 8785) and SHA-256.
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new RunnerFailure(
          "This is no JSON: " + text.substring(0, Math.min(200, text.length())), e);
    }
  }

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be read.".formatted(file), e);
    }
  }

  /// Writes a file so that it is there as a whole or not at all, whatever happens.
  static void write(Path file, JsonNode content) {
    try {
      Files.createDirectories(file.getParent());
      var draft = file.resolveSibling(file.getFileName() + ".draft");
      try (var channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.write(StandardCharsets.UTF_8.encode(content.toPrettyString()));
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (var folder = FileChannel.open(file.getParent())) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be written.".formatted(file), e);
    }
  }

  /// The JSON files of a folder by name; none where there is no folder.
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be read.".formatted(folder), e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new RunnerFailure("%s cannot be deleted.".formatted(file), e);
    }
  }

  /// Canonical bytes of any value.
  static byte[] canonical(JsonNode value) {
    try {
      var text = new JsonCanonicalizer(MAPPER.createArrayNode().add(value).toString());
      var inBrackets = text.getEncodedString();
      return inBrackets.substring(1, inBrackets.length() - 1).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RunnerFailure("This has no canonical form.", e);
    }
  }

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
