package dev.tocsin.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a detector serves, or why it does not.
 *
 * @param decision what was decided
 * @param reason why, for people
 * @param champion the id of the detector that served when it was decided
 * @param contest how the two did; empty where they could not be compared
 */
public record Promotion(
    Decision decision, String reason, Optional<String> champion, Optional<Contest> contest) {

  /** What can be decided. */
  public enum Decision {
    /** No detector served. */
    FIRST(true),
    /** The one that served was made for another query, step, kind or preprocessing. */
    OTHER_RECIPE(true),
    /** It did not do worse than the one that served. */
    NOT_WORSE(true),
    /** The one that served knew hardly any of the series that are there now. */
    OUTGROWN(true),
    /** It is the one that served, and series that came after its fit. */
    JOINED(true),
    /** It serves whatever it did, because that was asked for. */
    FORCED(true),
    /** It did worse. */
    WORSE(false),
    /** Too few steps are new to both to tell. */
    TOO_LITTLE_NEW(false),
    /** Another process changed what serves meanwhile. */
    OVERTAKEN(false);

    private final boolean promotes;

    Decision(boolean promotes) {
      this.promotes = promotes;
    }
  }

  /** The promotion of a detector that nothing was there to compare with. */
  public static Promotion first() {
    return new Promotion(
        Decision.FIRST, "no model served the job", Optional.empty(), Optional.empty());
  }

  /** Whether the detector is to serve. */
  public boolean isPromoted() {
    return decision.promotes;
  }

  /** The same with another decision. */
  public Promotion decided(Decision other, String why) {
    return new Promotion(other, why, champion, contest);
  }

  /**
   * How champion and challenger did on steps that neither was fitted on.
   *
   * @param start the first of the steps
   * @param end the last of them
   * @param points how many values of series were compared
   * @param incidents how many more both called anomalous; they say nothing about ordinary steps
   * @param margin by which share the challenger's interval score may exceed the champion's
   * @param champion the one that served
   * @param challenger the new one
   */
  public record Contest(
      Instant start,
      Instant end,
      long points,
      long incidents,
      double margin,
      Figures champion,
      Figures challenger) {}

  /**
   * How a detector did; interval score and error are 0 where it makes no forecast. Each series is
   * measured in the mean absolute change of its values from step to step, so that series of
   * different size count alike.
   *
   * @param intervalScore the mean interval score of the band at 1 % (Gneiting and Raftery 2007,
   *     Strictly Proper Scoring Rules, equation 43): its width, and 200 times how far the value
   *     lies outside
   * @param mase the mean absolute scaled error of yhat (Hyndman and Koehler 2006)
   * @param alerts points that only this detector called anomalous
   */
  public record Figures(double intervalScore, double mase, long alerts) {}
}
