package io.trustfabric.security.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;

/// Reads an event of the Open Cybersecurity Schema Framework 1.x as a report of ours. What is not
/// mapped stays with the sender; class, activity and the sender's own id are kept in
/// `metadata.ocsf`.
final class Ocsf {

  private static final int STATUS_FAILURE = 2;
  private static final int MAX_TITLE = 300;

  private Ocsf() {}

  static ObjectNode report(JsonNode ocsf, JsonNode envelope) {
    var report = JsonNodeFactory.instance.objectNode();
    var finding =
        ocsf.path("finding_info").isMissingNode()
            ? ocsf.path("finding")
            : ocsf.path("finding_info");
    report.put("eventType", eventType(ocsf));
    report.put("severity", severity(ocsf.path("severity_id").asInt()));
    report.put("title", title(ocsf, finding));
    put(
        report,
        "description",
        first(finding.path("desc"), ocsf.path("status_detail"), ocsf.path("message")),
        10_000);
    put(report, "source", first(ocsf.at("/metadata/product/name"), envelope.path("source")), 200);
    put(
        report,
        "sourceIp",
        withoutZone(
            first(
                ocsf.at("/src_endpoint/ip"),
                ocsf.at("/actor/session/src_endpoint/ip"),
                ocsf.at("/device/ip"))),
        45);
    put(report, "actor", actor(ocsf), 300);
    put(
        report,
        "resource",
        first(
            ocsf.at("/resources/0/uid"),
            ocsf.at("/resources/0/name"),
            ocsf.at("/resource/uid"),
            ocsf.at("/dst_endpoint/hostname"),
            ocsf.at("/api/operation"),
            ocsf.at("/service/name")),
        500);
    var time = time(ocsf.path("time"));
    if (time != null) {
      report.put("occurredAt", time);
    } else if (envelope.has("time")) {
      report.set("occurredAt", envelope.get("time"));
    }
    put(report, "fingerprint", finding.path("uid"), 200);
    var kept = report.putObject("metadata").putObject("ocsf");
    copy(
        ocsf,
        kept,
        "class_uid",
        "class_name",
        "activity_id",
        "activity_name",
        "category_uid",
        "type_uid");
    put(kept, "uid", first(ocsf.at("/metadata/uid"), finding.path("uid")), 200);
    put(kept, "version", ocsf.at("/metadata/version"), 50);
    return report;
  }

  /// OCSF severities: 0 unknown, 1 informational, 2 low, 3 medium, 4 high, 5 critical, 6 fatal.
  private static String severity(int id) {
    return switch (id) {
      case 3 -> "medium";
      case 4 -> "high";
      case 5, 6 -> "critical";
      default -> "low";
    };
  }

  private static String eventType(JsonNode ocsf) {
    var failed = ocsf.path("status_id").asInt() == STATUS_FAILURE;
    return switch (ocsf.path("class_uid").asInt()) {
      case 3002 -> failed ? "login_failure" : "other";
      case 3001, 3006 -> "configuration_change";
      case 3003 -> failed ? "unauthorized_access" : "other";
      case 3005 -> "privilege_escalation";
      case 2001, 2004 -> ocsf.has("malware") ? "malware" : "anomalous_activity";
      case 2002, 2003 -> "policy_violation";
      case 2006 -> "data_breach";
      case 2007 -> "anomalous_activity";
      case 6001, 6003, 6005 -> failed ? "unauthorized_access" : "other";
      case 5001, 5002, 5019 -> "configuration_change";
      default -> ocsf.has("malware") ? "malware" : "other";
    };
  }

  private static String title(JsonNode ocsf, JsonNode finding) {
    var given = first(finding.path("title"), ocsf.path("message"));
    var text = given.isTextual() && !given.textValue().isBlank() ? given.textValue() : named(ocsf);
    return text.length() <= MAX_TITLE ? text : cut(text, MAX_TITLE - 1) + "…";
  }

  private static String named(JsonNode ocsf) {
    var name = ocsf.path("class_name").asText("OCSF class " + ocsf.path("class_uid").asText());
    var activity = ocsf.path("activity_name").asText("");
    var status = ocsf.path("status").asText("");
    return String.join(" ", name + (activity.isEmpty() ? "" : ": " + activity), status).strip();
  }

  /// The zone of an IPv6 address (`fe80::1%eth0`) says something on the sender's machine only.
  private static JsonNode withoutZone(JsonNode address) {
    return address.isTextual()
        ? TextNode.valueOf(address.textValue().replaceFirst("%.*", ""))
        : address;
  }

  private static JsonNode actor(JsonNode ocsf) {
    return first(
        ocsf.at("/actor/user/email_addr"),
        ocsf.at("/actor/user/name"),
        ocsf.at("/user/email_addr"),
        ocsf.at("/user/name"),
        ocsf.at("/actor/user/uid"),
        ocsf.at("/user/uid"),
        ocsf.at("/actor/invoked_by"));
  }

  /// OCSF times are milliseconds since 1970; some senders write RFC 3339 all the same.
  private static String time(JsonNode time) {
    if (time.isIntegralNumber() && time.canConvertToLong()) {
      var millis = time.longValue();
      // Beyond the year 9999 it is no time in milliseconds.
      return Math.abs(millis) < 253_402_300_800_000L
          ? Instant.ofEpochMilli(millis).toString()
          : null;
    }
    return time.isTextual() ? time.textValue() : null;
  }

  private static JsonNode first(JsonNode... nodes) {
    for (var node : nodes) {
      if (!node.isMissingNode() && !node.isNull() && !node.asText().isBlank()) {
        return node;
      }
    }
    return nodes[0];
  }

  private static void put(ObjectNode report, String name, JsonNode value, int most) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
      var text = value.asText().strip();
      report.put(name, cut(text, most));
    }
  }

  /// At most so many characters, and never half of a surrogate pair, which cannot be stored.
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static void copy(JsonNode from, ObjectNode to, String... names) {
    for (var name : names) {
      if (from.path(name).isValueNode() && !from.path(name).isNull()) {
        to.set(name, from.get(name));
      }
    }
  }
}
