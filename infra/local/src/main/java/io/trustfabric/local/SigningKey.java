package io.trustfabric.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/// The key that seals this stack's ledger: made on the first start, kept in the state folder beside
/// the database it belongs to, readable by the owner only. It says of itself that it is for
/// development, and a backend in production refuses it.
final class SigningKey {

  private SigningKey() {}

  /// The file with the key, which is made if it is not there.
  static Path in(Path state) {
    var file = state.resolve("ledger-key.pem");
    if (Files.exists(file)) {
      return file;
    }
    try {
      Files.createDirectories(state);
      var draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, pem(), StandardOpenOption.WRITE);
      return Files.move(draft, file);
    } catch (IOException e) {
      throw new LaunchFailure(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static String pem() {
    try {
      var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
      return """
          Made by make run for development only: who has the data folder has the key.
          -----BEGIN PRIVATE KEY-----
          %s
          -----END PRIVATE KEY-----
          """
          .formatted(Base64.getEncoder().encodeToString(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new LaunchFailure("No key can be made for the ledger: " + e.getMessage(), e);
    }
  }
}
