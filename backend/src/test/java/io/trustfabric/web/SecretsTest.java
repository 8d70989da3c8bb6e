package io.trustfabric.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The values are put together here, so that no scanner of this repository finds a secret in it.
class SecretsTest {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789";

  @ParameterizedTest
  @MethodSource
  void certain_whatever_stands_around_it(String secret) {
    assertThat(Secrets.isCertain(secret)).isTrue();
    assertThat(Secrets.isCertain("seen in the log: \"" + secret + "\", twice")).isTrue();
    assertThat(Secrets.looksLikeOne(secret)).isTrue();
  }

  static String[] certain_whatever_stands_around_it() {
    return new String[] {
      "-----BEGIN " + "PRIVATE KEY-----\nMIIE",
      "-----BEGIN RSA " + "PRIVATE KEY-----",
      "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
      "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----",
      "AKIA" + "IOSFODNN7EXAMPLE",
      "ASIA" + "IOSFODNN7EXAMPLE",
      "ghp_" + LETTERS.substring(0, 36),
      "gho_" + LETTERS.substring(10, 46),
      "github_pat_" + LETTERS.substring(0, 22) + "_" + LETTERS,
      "xoxb-" + "123456789012-abcdefABCDEF",
      "sk_live_" + LETTERS.substring(0, 24),
      "rk_live_" + LETTERS.substring(0, 24),
      "AIza" + LETTERS.substring(0, 35),
      "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
      "postgres://ledger:" + "hunter2@db.internal:5432/ledger",
      "https://:" + "s3cr3t@host/",
      "password=" + "hunter2hunter2",
      "PASSWORD: " + "\"Tr0ub4dor&3\"",
      "client_secret=" + "a8f5f167f44f4964e6c998dee827110c",
      "api-key: " + "0123456789abcdef",
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Five wrong passwords in a minute",
        "password: wrong, secret: unknown",
        "The password=reset link was used",
        "secret=*********** was logged",
        "password=${DB_PASSWORD_2026}",
        "password=<redacted-2026>",
        "https://user:***@host/path",
        "https://vault.internal:8200/v1/prod",
        "http://[2001:db8::1]:8080/a@b",
        "postgres://ledger@db.internal:5432/ledger",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "AKIA is how access keys begin",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db/ledger-AbCd12",
        "eyJ is how tokens begin. Every one. Really.",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "sk_test_publishedOnPurpose1234"
      })
  void no_sentence_or_name_is_certain(String text) {
    assertThat(Secrets.isCertain(text)).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void looks_like_one(String secret) {
    assertThat(Secrets.looksLikeOne(secret)).isTrue();
    assertThat(Secrets.looksLikeOne("rotated to " + secret)).isTrue();
  }

  static String[] looks_like_one() {
    return new String[] {
      "d41d8cd98f00b204" + "e9800998ecf8427e",
      "A8F5F167F44F4964E6C998DEE827110C" + "00",
      "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYEXAMPLEKEY",
      "dGhpcyBpcyBub3Qg" + "YSBzZWNyZXQgMTIzNA==",
      "k3J9xQ7mZ2pL5vR8" + "tW1yB4nC6dF0",
      "q7w2e9r4t1y6u3i8" + "o5p0a7s2",
      "x7$Kp!2mQ@9z" + "Lw4",
      "password=" + "correcthorsebattery",
      "passphrase: " + "correct horse",
    };
  }

  @Test
  void random_values_of_every_usual_form_look_like_one() {
    var random = new Random(20_260_131);
    var missed =
        IntStream.range(0, 2_000)
            .mapToObj(i -> randomValue(random, i))
            .filter(value -> !Secrets.looksLikeOne(value))
            .toList();
    // Chance makes a few of them look like words.
    assertThat(missed).hasSizeLessThan(60);
  }

  private static String randomValue(Random random, int i) {
    var bytes = new byte[24 + random.nextInt(24)];
    random.nextBytes(bytes);
    return switch (i % 3) {
      case 0 -> HexFormat.of().formatHex(bytes);
      case 1 -> Base64.getEncoder().encodeToString(bytes);
      default -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod/db/ledger-writer",
        "Prod/Database2/LedgerWriterPassword",
        "kubernetes.io/ledger-writer-7f9c6d5b8-x2x9k",
        "LedgerWriter2024ProductionCredentials",
        "LEDGER_WRITER_DATABASE_PASSWORD_2026",
        "oauth-client-trust-fabric-web-eu-west-1",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db/ledger-AbCd12",
        "arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "vault:secret/data/0f8fad5b-d9cb-469f-a165-70867728950e#password",
        "registry.internal/ledger@sha256:"
            + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "projects/1234567890/secrets/ledger-signing-key/versions/12",
        "https://vault.internal:8200/v1/prod/database/ledger?version=12&Environment=Prod2",
        "Timed out after 30 s: the database db-1.internal:5432 refused the new role",
        "ERROR: password authentication failed for user \"ledger_writer\" (SQLSTATE 28P01)",
        "selma.okafor@trustfabric.example",
        "2026-01-31T10:00:00.000000Z",
        "The rotation of 2026-01-31 was rolled back; see incident INC-2026-00042!",
        "Schlüsselbundzugriffsverwaltungsdienst",
        "00000000000000000000000000000000000000",
        "12345678901234567890123456789012345678"
      })
  void names_and_reasons_are_none(String name) {
    assertThat(Secrets.looksLikeOne(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "://",
        "://:",
        "eyJ",
        "eyJaaaaaaaaaaaa.",
        "password=",
        "secret: ",
        "A1a!",
        "-----BEGIN "
      })
  void hostile_text_takes_no_time(String piece) {
    var text = piece.repeat(2_000_000 / piece.length());
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          Secrets.isCertain(text);
          Secrets.looksLikeOne(text);
        });
  }

  @Test
  void pointers_name_the_fields_and_never_a_secret() throws Exception {
    var key = "AKIA" + "IOSFODNN7EXAMPLE";
    var tree =
        new ObjectMapper()
            .readTree(
                """
                {"title": "none", "a/b": ["x", {"c~d": "%s"}], "%s": 1}
                """
                    .formatted(key, key));
    assertThat(Secrets.pointers(tree)).containsExactly("/a~1b/1/c~0d", "/…");
  }
}
