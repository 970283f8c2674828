package dev.tocsin.demo.function;

import dev.tocsin.demo.recording.Recording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job as the function is configured with it.
 *
 * @param name the job's name
 * @param query which series it watches
 * @param step the distance of two samples
 * @param window how much one {@code /score} answers
 * @param history how much one {@code /retrain} learns from
 * @param season the length of the rhythm in the traffic
 * @param lookback how long what happened may still disturb the scores behind it
 */
public record DemoJob(
    String name,
    String query,
    Duration step,
    Duration window,
    Duration history,
    Duration season,
    Duration lookback) {

  /** The number of DNS queries by type, as the recording has them. */
  public static DemoJob dns(Recording recording) {
    return new DemoJob(
        "dns",
        "coredns_dns_requests_total",
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        // Most of the quiet time before the first incident, and more than four seasons.
        Duration.ofMinutes(24),
        recording.season(),
        Duration.ofSeconds(90));
  }

  /** The function's configuration properties. */
  Map<String, String> properties() {
    String prefix = "tocsin.jobs." + name + ".";
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(prefix + "query", query);
    properties.put(prefix + "step", step.toString());
    properties.put(prefix + "window", window.toString());
    properties.put(prefix + "history", history.toString());
    properties.put(prefix + "season", season.toString());
    return properties;
  }
}
