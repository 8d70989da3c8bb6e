package io.trustfabric.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/// The random secrets of one stack, made on its first start and kept in its state folder, readable
/// by the owner only. A secret that an older stack lacks is added when it is first asked for.
public final class Secrets {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Path file;
  private final Map<String, String> values = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();

  private Secrets(Path file) {
    this.file = file;
  }

  /// Opens the secrets of the stack in the folder `state`; none are there before its first start.
  public static Secrets in(Path state) {
    var secrets = new Secrets(state.resolve("secrets.json"));
    if (Files.exists(secrets.file)) {
      try {
        JSON.readTree(secrets.file.toFile())
            .properties()
            .forEach(entry -> secrets.values.put(entry.getKey(), entry.getValue().textValue()));
      } catch (IOException e) {
        throw new LaunchFailure(secrets.file + " cannot be read: " + e.getMessage(), e);
      }
    }
    return secrets;
  }

  /// A password for a person: syllables and digits, about 50 bits, easy to type.
  public synchronized String password(String name) {
    return kept("password." + name, this::readable);
  }

  /// A secret for a machine: 190 bits.
  public synchronized String secret(String name) {
    return kept("secret." + name, () -> characters(LETTERS, 32));
  }

  /// A fact decided once, on the first start.
  public synchronized String fact(String name, java.util.function.Supplier<String> first) {
    return kept("fact." + name, first);
  }

  /// Writes JSON that only the owner may read. A reader sees the old file or the new one, never a
  /// half.
  static void writePrivately(Path file, Object content) {
    try {
      Files.createDirectories(file.getParent());
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      JSON.writeValue(draft.toFile(), content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private String kept(String key, java.util.function.Supplier<String> first) {
    String value = values.get(key);
    if (value == null) {
      value = first.get();
      values.put(key, value);
      writePrivately(file, values);
    }
    return value;
  }

  private String readable() {
    var password = new StringBuilder();
    for (int syllable = 0; syllable < 6; syllable++) {
      if (syllable > 0 && syllable % 2 == 0) {
        password.append('-');
      }
      password.append(characters(CONSONANTS, 1)).append(characters(VOWELS, 1));
    }
    return password.append('-').append(characters("0123456789", 4)).toString();
  }

  private String characters(String alphabet, int count) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
