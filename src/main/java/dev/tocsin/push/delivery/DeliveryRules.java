package dev.tocsin.push.delivery;

import dev.tocsin.http.Backoff;
import java.time.Duration;

/**
 * How hard a sink tries.
 *
 * @param timeout how long one request may take in all
 * @param maxAge how long a parcel may wait; Prometheus's own senders promise two hours
 * @param backoff how long to wait between attempts
 */
public record DeliveryRules(Duration timeout, Duration maxAge, Backoff backoff) {
  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public DeliveryRules {
    requirePositive("timeout", timeout);
    requirePositive("max-age", maxAge);
  }

  /** Ten seconds for a request, two hours for a parcel. */
  public static DeliveryRules standard() {
    return new DeliveryRules(Duration.ofSeconds(10), Duration.ofHours(2), Backoff.standard());
  }

  /** These rules with another time for a request. */
  public DeliveryRules withTimeout(Duration other) {
    return new DeliveryRules(other, maxAge, backoff);
  }

  /** These rules with another age. */
  public DeliveryRules withMaxAge(Duration other) {
    return new DeliveryRules(timeout, other, backoff);
  }

  /** These rules with other waits. */
  public DeliveryRules withBackoff(Backoff other) {
    return new DeliveryRules(timeout, maxAge, other);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          what + " is " + duration + ", expected a positive duration such as 10s");
    }
  }
}
