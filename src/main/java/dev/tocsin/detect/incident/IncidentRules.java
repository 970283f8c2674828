package dev.tocsin.detect.incident;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Grouping;
import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import java.util.Optional;

/**
 * When scores become incidents.
 *
 * @param gates what must be true besides the score
 * @param holdDown how long it must be calm until an incident is over; by default 32 steps, and at
 *     least 30 s
 * @param grouping which series are judged jointly: incidents are those of the groups then
 */
public record IncidentRules(Gates gates, Optional<Duration> holdDown, Grouping grouping) {
  /**
   * As good on labelled data as any other number from 32 to 128, and soonest ready for the next.
   */
  private static final int HOLD_DOWN_STEPS = 32;

  /** At steps of a second or less, people call what lies closer together one incident. */
  private static final Duration LEAST_HOLD_DOWN = Duration.ofSeconds(30);

  private static final int MAX_HOLD_DOWN_STEPS = 10_000;

  /** Open gates, the default hold-down, and no groups. */
  public static IncidentRules standard() {
    return new IncidentRules(Gates.open(), Optional.empty(), Grouping.none());
  }

  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if the hold-down is not above zero
   */
  public IncidentRules {
    if (holdDown.isPresent() && holdDown.get().toMillis() < 1) {
      throw new IllegalArgumentException(
          PrometheusDuration.format(holdDown.get()) + ", expected a hold-down above 0");
    }
  }

  /** These rules with other gates. */
  public IncidentRules withGates(Gates other) {
    return new IncidentRules(other, holdDown, grouping);
  }

  /** These rules with another hold-down. */
  public IncidentRules withHoldDown(Duration other) {
    return new IncidentRules(gates, Optional.of(other), grouping);
  }

  /** These rules with other groups. */
  public IncidentRules withGrouping(Grouping other) {
    return new IncidentRules(gates, holdDown, other);
  }

  /** How many calm steps in a row end an incident, at least 1. */
  public int holdDownSteps(Duration step) {
    long stepMillis = step.toMillis();
    long usual = Math.max(HOLD_DOWN_STEPS * stepMillis, LEAST_HOLD_DOWN.toMillis());
    long wanted = holdDown.isPresent() ? holdDown.get().toMillis() : usual;
    long steps = (wanted + stepMillis - 1) / stepMillis;
    return (int) Math.max(1, Math.min(MAX_HOLD_DOWN_STEPS, steps));
  }

  /**
   * How many steps a model of so many lags still echoes an incident that is over: as long as it
   * sees it, but no longer than calm lasts by default, or as asked for.
   */
  public int echoSteps(int lags, Duration step) {
    return Math.min(lags, Math.max(HOLD_DOWN_STEPS, holdDownSteps(step)));
  }
}
