package dev.tocsin.function.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.model.Promotion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How champion and challenger did, as {@code /retrain} tells it.
 *
 * @param start the first step compared
 * @param end the last step compared
 * @param points how many values were compared
 * @param margin by which share the challenger's interval score may exceed the champion's
 * @param champion the figures of the model that served
 * @param challenger the figures of the new one
 */
public record ContestAnswer(
    Instant start, Instant end, long points, double margin, Figures champion, Figures challenger) {

  static @Nullable ContestAnswer of(Promotion promotion) {
    return promotion.contest().map(ContestAnswer::of).orElse(null);
  }

  private static ContestAnswer of(Promotion.Contest contest) {
    return new ContestAnswer(
        contest.start(),
        contest.end(),
        contest.points(),
        contest.margin(),
        Figures.of(contest.champion()),
        Figures.of(contest.challenger()));
  }

  /** The figures of one of the two. */
  public record Figures(
      @JsonProperty("interval_score") double intervalScore, double mase, long alerts) {
    static Figures of(Promotion.Figures figures) {
      return new Figures(figures.intervalScore(), figures.mase(), figures.alerts());
    }
  }
}
