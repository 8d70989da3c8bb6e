package io.trustfabric.security.rotations;

import io.trustfabric.web.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/// What a list of rotations can be narrowed to.
public class SecretRotationFilter {

  @QueryParam("secretName")
  List<String> secretName;

  @QueryParam("secretType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = SecretType.class))
  List<String> secretType;

  @QueryParam("rotationType")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = RotationType.class))
  List<String> rotationType;

  @QueryParam("status")
  @Parameter(schema = @Schema(type = SchemaType.ARRAY, implementation = RotationStatus.class))
  List<String> status;

  @QueryParam("owner")
  List<String> owner;

  @QueryParam("createdFrom")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdFrom;

  @QueryParam("createdTo")
  @Parameter(schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  String createdTo;

  Where where() {
    return new Where()
        .anyOf("secretName", secretName)
        .anyOf("secretType", SecretType.class, secretType)
        .anyOf("rotationType", RotationType.class, rotationType)
        .anyOf("status", RotationStatus.class, status)
        .anyOf("owner", owner)
        .from("createdAt", "createdFrom", createdFrom)
        .to("createdAt", "createdTo", createdTo);
  }
}
