package io.trustfabric.compliance.evidence;

import io.trustfabric.record.Invalid;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What is said of a file beside its bytes. When it was uploaded nobody can say but the product.
public class FileQuery {

  private static final int LONGEST = 200;

  @QueryParam("name")
  @Parameter(
      required = true,
      description = "The file's name, 1 to 200 characters; its ending says what kind of file it is",
      schema = @Schema(type = SchemaType.STRING, examples = "access-policy.pdf"))
  String name;

  @QueryParam("sha256")
  @Parameter(
      description =
          "The file's SHA-256 in lower-case hex; one that does not match fails the upload",
      schema = @Schema(type = SchemaType.STRING, pattern = "^[0-9a-f]{64}$"))
  String sha256;

  String name() {
    return name;
  }

  /// @return the kind of file that the name claims
  /// @throws Invalid naming each bad parameter
  FileType check() {
    var errors = new ArrayList<Invalid.Field>();
    if (name == null || name.isBlank() || name.length() > LONGEST || !isPlain(name)) {
      errors.add(
          new Invalid.Field(
              "?name", "must be a file's name of 1 to 200 characters, without a folder"));
    } else if (FileType.named(name).isEmpty()) {
      errors.add(new Invalid.Field("?name", "must end in one of " + FileType.allEndings()));
    }
    if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
      errors.add(new Invalid.Field("?sha256", "must be 64 hexadecimal digits in lower case"));
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return FileType.named(name).orElseThrow();
  }

  /// @throws Invalid when another digest was given
  void checkDigest(String computed) {
    if (sha256 != null && !sha256.equals(computed)) {
      throw Invalid.field("?sha256", "is not the digest of what came, which is " + computed);
    }
  }

  /// Nothing that leads into another folder, cannot be written as UTF-8, or makes the name look
  /// like another one.
  private static boolean isPlain(String name) {
    return name.codePoints()
        .noneMatch(
            c ->
                c == '/'
                    || c == '\\'
                    || Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE);
  }
}
