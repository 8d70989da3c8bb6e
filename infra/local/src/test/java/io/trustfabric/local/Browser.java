package io.trustfabric.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Signs in as a browser does: authorization code with PKCE, Keycloak's own form, cookies kept.
final class Browser {

  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
  private static final String VERIFIER =
      "a-verifier-that-is-long-enough-for-the-specification-0123";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> cookies = new HashMap<>();
  private final String issuer;
  private final String redirect;

  Browser(String issuer, String redirect) {
    this.issuer = issuer;
    this.redirect = redirect;
  }

  /// The answer to the authorization request, with these parameters in place of or beside the usual
  /// ones; an empty value leaves one out.
  HttpResponse<String> authorize(Map<String, String> changes) {
    var query = new HashMap<>(authorization());
    query.putAll(changes);
    query.values().removeIf(String::isEmpty);
    return get(issuer + "/protocol/openid-connect/auth?" + HttpJson.form(query));
  }

  /// The tokens for this person.
  HttpJson.Answer signIn(String username, String password) {
    var answer = submit(username, password);
    String location = answer.headers().firstValue("Location").orElse("");
    if (!location.startsWith(redirect)) {
      throw new AssertionError("Not signed in: " + answer.statusCode() + " " + location);
    }
    return token(
        Map.of(
            "grant_type",
            "authorization_code",
            "client_id",
            "trust-fabric-web",
            "redirect_uri",
            redirect,
            "code",
            parameter(location, "code"),
            "code_verifier",
            VERIFIER));
  }

  /// The answer to the sign-in form filled in like this.
  HttpResponse<String> submit(String username, String password) {
    var page = authorize(Map.of());
    var form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new AssertionError("No sign-in form: " + page.statusCode() + " " + page.body());
    }
    return send(
        HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    HttpJson.form(Map.of("username", username, "password", password)))));
  }

  HttpJson.Answer token(Map<String, String> form) {
    return HttpJson.send(
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(HttpJson.form(form))));
  }

  static String parameter(String address, String name) {
    for (String pair : URI.create(address).getRawQuery().split("&")) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private Map<String, String> authorization() {
    return Map.of(
        "response_type", "code",
        "client_id", "trust-fabric-web",
        "scope", "openid",
        "state", "s",
        "redirect_uri", redirect,
        "code_challenge", challenge(),
        "code_challenge_method", "S256");
  }

  private HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      if (!cookies.isEmpty()) {
        var header = new StringBuilder();
        cookies.forEach((name, value) -> header.append(name + "=" + value + "; "));
        request.header("Cookie", header.toString());
      }
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      for (String cookie : response.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return response;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String challenge() {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
