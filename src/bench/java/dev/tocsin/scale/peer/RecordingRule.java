package dev.tocsin.scale.peer;

import java.net.URI;
import java.time.Duration;

/**
 * What people write as a recording rule: Prometheus computes mean and deviation over time itself.
 */
public final class RecordingRule implements Peer {
  private final PlainClient client;

  /** A rule over the window before each step. */
  public RecordingRule(URI server, String query, Duration window) {
    String range = query + "[" + window.toSeconds() + "s]";
    this.client =
        new PlainClient(
            server,
            "abs(" + query + " - avg_over_time(" + range + ")) / stddev_over_time(" + range + ")",
            1000,
            1);
  }

  @Override
  public String name() {
    return "rule: avg_over_time and stddev_over_time in Prometheus";
  }

  @Override
  public int score(long endMillis) {
    return client.read(endMillis).size();
  }
}
