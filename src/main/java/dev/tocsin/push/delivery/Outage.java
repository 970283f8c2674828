package dev.tocsin.push.delivery;

import java.lang.System.Logger.Level;

/**
 * Tells the log that a receiver takes nothing, why, and when it takes something again: one line
 * each, however often it is tried meanwhile. Of one thread.
 */
final class Outage {
  private static final System.Logger LOG = System.getLogger(Outage.class.getName());

  private final String sink;
  private long tries;
  private long expired;

  Outage(String sink) {
    this.sink = sink;
  }

  /** A request failed in a way that may pass. */
  void failed(String why) {
    if (tries++ == 0) {
      LOG.log(Level.WARNING, "sink " + sink + " waits and tries again: " + why);
    }
  }

  /** So many items have waited too long, and are lost. */
  void expired(long items, String lastError) {
    if (expired == 0) {
      LOG.log(
          Level.WARNING,
          "sink " + sink + " drops what has waited for longer than max-age: " + lastError);
    }
    expired += items;
  }

  /** The receiver answered, be it that it refused. */
  void over() {
    if (tries > 0) {
      LOG.log(
          Level.INFO,
          "sink " + sink + " goes on after " + tries + " failed tries; expired: " + expired);
    }
    tries = 0;
    expired = 0;
  }
}
