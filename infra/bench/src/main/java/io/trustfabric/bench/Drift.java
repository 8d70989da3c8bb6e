package io.trustfabric.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Kolmogorov-Smirnov on a million values through the API, beside `Arrays.sort` of the same values
/// in this process.
final class Drift {

  /// In each of the two samples.
  static final int VALUES = 500_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param ours seconds, one value a round
  /// @param theirs the same for sorting both samples
  /// @param bytes how large a body was
  record Result(Sample ours, Sample theirs, int bytes) {
    double ratio() {
      return ours.median() / theirs.median();
    }
  }

  private Drift() {}

  static Result measure(Fabric fabric, int warmUps, int rounds) throws IOException {
    var ours = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    var random = new Random(3);
    var bytes = 0;
    try (var wire = fabric.wire()) {
      var modelId = model(wire);
      for (int i = -warmUps; i < rounds; i++) {
        var reference = values(random, 4);
        var current = values(random, 4.01);
        var body = body(modelId, reference, current);
        bytes = body.length;
        var begin = System.nanoTime();
        var answer = wire.post("/api/modelops/drift-detections", body);
        var took = System.nanoTime() - begin;
        if (answer.status() != 201) {
          throw new IOException("a look for drift is refused: " + answer.text());
        }
        var sorted = sort(reference, current);
        if (i >= 0) {
          ours.add(took / 1e9);
          theirs.add(sorted / 1e9);
        }
      }
    }
    return new Result(SinglePosts.sample(ours), SinglePosts.sample(theirs), bytes);
  }

  /// Around the mean, with four decimals: a value and its comma are 7 bytes.
  private static double[] values(Random random, double mean) {
    var values = new double[VALUES];
    Arrays.setAll(
        values,
        i -> Math.round(Math.clamp(mean + random.nextGaussian(), 0, 9.9999) * 10_000) / 10_000.0);
    return values;
  }

  private static long sort(double[] reference, double[] current) {
    var one = reference.clone();
    var other = current.clone();
    var begin = System.nanoTime();
    Arrays.sort(one);
    Arrays.sort(other);
    var took = System.nanoTime() - begin;
    if (one[0] > one[VALUES - 1] || other[0] > other[VALUES - 1]) {
      throw new IllegalStateException("not sorted");
    }
    return took;
  }

  private static byte[] body(String modelId, double[] reference, double[] current) {
    var body = new StringBuilder(14 * VALUES + 300);
    body.append("{\"modelId\":\"")
        .append(modelId)
        .append("\",\"driftType\":\"data\",\"features\":[");
    body.append("{\"feature\":\"amount\",\"method\":\"kolmogorov_smirnov\",\"reference\":");
    numbers(body, reference).append(",\"current\":");
    return numbers(body, current).append("}]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StringBuilder numbers(StringBuilder body, double[] values) {
    body.append("{\"numbers\":[");
    for (int i = 0; i < values.length; i++) {
      body.append(i == 0 ? "" : ",").append(values[i]);
    }
    return body.append("]}");
  }

  private static String model(Wire wire) throws IOException {
    var model = JSON.createObjectNode().put("name", "bench").put("modelVersion", "1");
    model.put("framework", "none").put("modelType", "none").put("owner", "infra/bench");
    model.put("artifactUri", "bench:nothing");
    var answer =
        wire.post("/api/modelops/models", model.toString().getBytes(StandardCharsets.UTF_8));
    if (answer.status() != 201) {
      throw new IOException("a model is refused: " + answer.text());
    }
    return JSON.readTree(answer.body()).get("id").textValue();
  }

  /// How large a body is, for people.
  static String mebibytes(int bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
