package dev.tocsin.detect;

import java.time.Instant;

/**
 * A step that has no score, and why.
 *
 * @param time the step
 * @param reason why there is no score
 */
public record Unscored(Instant time, Reason reason) implements PointVerdict, GroupPoint {
  /** Why a step has no score. */
  public enum Reason {
    /** No model of the job exists, and the history does not suffice to train one. */
    NO_MODEL("no model"),
    /** The series was not there, or too short, when the model was trained. */
    NOT_IN_MODEL("not in model"),
    /** The series has no sample at the step. */
    NO_SAMPLE("no sample"),
    /** The sample at the step, or one the forecast needs, is infinite. */
    NOT_FINITE("not finite"),
    /** The series began too short a time before the step. */
    WARMING_UP("warming up"),
    /** Too many samples in a row are missing before the step. */
    GAP("gap"),
    /** The series never moved in its history, and stands where it stood. */
    CONSTANT("constant"),
    /** The model, one that was brought along, made no finite numbers of the step. */
    NO_FORECAST("no forecast");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The reason as it stands in answers. */
    public String text() {
      return text;
    }
  }
}
