package io.trustfabric.compliance.evidence;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.trustfabric.testing.Api;
import io.trustfabric.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What people of the role compliance do with evidence, each under a name of their own.
public final class People {

  public static final byte[] PDF =
      "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private People() {}

  public static ValidatableResponse draft(String who, String fields) {
    return send(who, "POST", Api.EVIDENCE, Api.evidence(fields));
  }

  /// The id of a new draft.
  public static String drafted(String who, String fields) {
    return draft(who, fields).statusCode(201).extract().path("id");
  }

  public static ValidatableResponse edit(String who, String id, String body) {
    return send(who, "PATCH", Api.EVIDENCE + "/" + id, body);
  }

  public static ValidatableResponse move(String who, String id, String body) {
    return send(who, "PATCH", Api.EVIDENCE + "/" + id + "/status", body);
  }

  public static ValidatableResponse submit(String who, String id) {
    return move(who, id, "{\"status\": \"submitted\"}");
  }

  /// Approves what is there now.
  public static ValidatableResponse approve(String who, String id) {
    return approve(who, id, contentSha256(id));
  }

  public static ValidatableResponse approve(String who, String id, String contentSha256) {
    return move(
        who, id, "{\"status\": \"approved\", \"contentSha256\": \"%s\"}".formatted(contentSha256));
  }

  public static ValidatableResponse upload(String who, String id, String name, byte[] bytes) {
    return upload(who, id, Map.of("name", name), "application/octet-stream", bytes);
  }

  public static ValidatableResponse upload(
      String who, String id, Map<String, String> query, String type, byte[] bytes) {
    return Api.with(Tokens.person(who, "compliance"))
        .header("Content-Type", type)
        .queryParams(query)
        .body(bytes)
        .post(Api.EVIDENCE + "/" + id + "/files")
        .then();
  }

  /// The id of evidence of selma's that was submitted; enzo can approve it.
  public static String submitted(String fields) {
    var id = drafted("selma", fields);
    upload("selma", id, "policy.pdf", PDF).statusCode(201);
    submit("selma", id).statusCode(200);
    return id;
  }

  /// The id of evidence of selma's that enzo approved.
  public static String approved(String fields) {
    var id = submitted(fields);
    approve("enzo", id).statusCode(200);
    return id;
  }

  public static String contentSha256(String id) {
    return Api.get(Api.EVIDENCE + "/" + id).statusCode(200).extract().path("contentSha256");
  }

  public static ValidatableResponse send(String who, String method, String path, String body) {
    return Api.with(Tokens.person(who, "compliance"))
        .contentType(ContentType.JSON)
        .body(body)
        .request(method, path)
        .then();
  }
}
