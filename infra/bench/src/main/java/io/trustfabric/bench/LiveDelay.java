package io.trustfabric.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How long after the answer to a POST each listener of the live stream knows of the change.
final class LiveDelay {

  static final int LISTENERS = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  /// @param millis from the answer to each arrival; not below 0, since a listener may be told first
  /// @param posts events that were recorded
  /// @param missing arrivals that did not come
  record Result(Sample millis, int posts, double perSecond, long missing) {}

  private record Arrival(String id, long at) {}

  private LiveDelay() {}

  static Result measure(Fabric fabric, double perSecond, Duration length) throws IOException {
    var arrivals = new ConcurrentLinkedQueue<Arrival>();
    var ready = new CountDownLatch(LISTENERS);
    var wires = new ArrayList<Wire>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < LISTENERS; i++) {
      var wire = fabric.wire();
      wires.add(wire);
      threads.add(Thread.ofVirtual().start(() -> listen(wire, ready, arrivals)));
    }
    await(ready);
    var answered = new ConcurrentHashMap<String, Long>();
    var schedule = Schedule.poisson(perSecond, length, 200);
    var load = OpenLoad.run(schedule, 4, w -> post(fabric.wire(), answered));
    Threads.sleep(Duration.ofSeconds(3));
    for (var wire : wires) {
      wire.close();
    }
    threads.forEach(Threads::join);
    return result(load, answered, arrivals, perSecond);
  }

  private static Result result(
      OpenLoad.Result load, Map<String, Long> answered, Queue<Arrival> arrivals, double perSecond) {
    var millis =
        arrivals.stream()
            .filter(arrival -> answered.containsKey(arrival.id))
            .mapToDouble(a -> Math.max(0, (a.at - answered.get(a.id)) / 1e6))
            .toArray();
    var expected = (long) answered.size() * LISTENERS;
    return new Result(
        Sample.of(millis),
        answered.size(),
        perSecond,
        expected - millis.length + (long) load.failures() * LISTENERS);
  }

  private static void await(CountDownLatch ready) throws IOException {
    try {
      if (!ready.await(60, TimeUnit.SECONDS)) {
        throw new IOException(ready.getCount() + " listeners got no stream");
      }
    } catch (InterruptedException e) {
      throw Threads.interrupted(e);
    }
  }

  private static Call post(Wire wire, Map<String, Long> answered) {
    return number -> {
      var answer = wire.post("/api/security/events", Events.one());
      var at = System.nanoTime();
      if (answer.status() != 201) {
        return false;
      }
      answered.put(JSON.readTree(answer.body()).get("id").textValue(), at);
      return true;
    };
  }

  private static void listen(Wire wire, CountDownLatch ready, Queue<Arrival> arrivals) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(wire.stream("/api/trust/live"), StandardCharsets.UTF_8))) {
      ready.countDown();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var at = System.nanoTime();
        var id = line.indexOf("\"recordId\":\"");
        if (line.startsWith("data:") && id > 0) {
          arrivals.add(new Arrival(line.substring(id + 12, id + 48), at));
        }
      }
    } catch (IOException closed) {
      // the end of the measurement, or a missing arrival
    }
  }
}
