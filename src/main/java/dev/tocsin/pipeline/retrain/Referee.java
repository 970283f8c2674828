package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Promotion;
import dev.tocsin.model.Promotion.Decision;
import dev.tocsin.model.Promotion.Figures;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.window.SlidingWindows;
import java.util.Locale;
import java.util.Optional;

/** Decides whether a challenger may serve instead of the champion. */
final class Referee {
  /** Of the history, the last share that a challenger is not fitted on. */
  private static final int STRETCH_SHARE = 10;

  /** Fewer steps tell nothing. */
  private static final int FEWEST_STEPS = 20;

  /** More steps tell little more, and are missing in the fit. */
  private static final int MOST_STEPS = 1_000;

  /** Two bands fitted on the same law differ so much: they rest on a few hundred residuals. */
  private static final double MARGIN = 0.1;

  /** A challenger may lose this share of what the champion scores. */
  private static final double MAX_LOST = 0.1;

  /** A champion that does not know more than this share of what there is has nothing to defend. */
  private static final double MAX_UNKNOWN = 0.5;

  /** Standard deviations of a sign test; at two, one in forty equal challengers is turned away. */
  private static final double DEVIATIONS = 2;

  private Referee() {}

  /** How many of the last steps of a history the challenger is not fitted on. */
  static int stretch(SeriesMatrix history) {
    int steps = history.columns() - firstSample(history);
    return Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps / STRETCH_SHARE));
  }

  /** The first step at which any series has a sample. */
  private static int firstSample(SeriesMatrix history) {
    int first = history.columns();
    for (int row = 0; row < history.rows(); row++) {
      int column = 0;
      while (column < first && Double.isNaN(history.value(row, column))) {
        column++;
      }
      first = column;
    }
    return first;
  }

  /**
   * Decides by those of the last {@link #stretch} steps that came after the champion's history.
   *
   * @param aligned the whole history
   */
  static Promotion decide(
      SeriesMatrix aligned, int maxGapSteps, ServingModel champion, ServingModel challenger) {
    int from = firstNew(aligned, champion);
    int steps = Math.max(0, aligned.columns() - from);
    if (steps < FEWEST_STEPS) {
      return tooLittle(champion, steps + " steps are", aligned);
    }
    int window = challenger.manifest().shape().window();
    SlidingWindows windows = new SlidingWindows(aligned, window, maxGapSteps);
    Contest contest = new Contest(windows, from, champion, challenger).run();
    if (contest.gainedShare() > MAX_UNKNOWN) {
      return new Promotion(Decision.OUTGROWN, outgrown(contest), id(champion), Optional.empty());
    }
    if (contest.points() < FEWEST_STEPS) {
      return contest.lostShare() > MAX_LOST
          ? new Promotion(Decision.WORSE, lost(contest), id(champion), Optional.empty())
          : tooLittle(champion, contest.points() + " values are", aligned);
    }
    return judge(champion, contest);
  }

  private static int firstNew(SeriesMatrix aligned, ServingModel champion) {
    int from = Math.max(0, aligned.columns() - stretch(aligned));
    long known = champion.manifest().origin().end().toEpochMilli();
    while (from < aligned.columns() && aligned.grid().timeMillis(from) <= known) {
      from++;
    }
    return from;
  }

  private static Promotion tooLittle(ServingModel champion, String met, SeriesMatrix aligned) {
    String reason =
        "only %s new to the champion in the last %d, expected at least %d; it stays"
            .formatted(met, stretch(aligned), FEWEST_STEPS);
    return new Promotion(Decision.TOO_LITTLE_NEW, reason, id(champion), Optional.empty());
  }

  private static Promotion judge(ServingModel champion, Contest contest) {
    Promotion.Contest figures = contest.figures(MARGIN);
    Optional<String> worse = worse(contest, figures);
    String notWorse =
        champion.forecasts() ? intervalScores("not worse", figures) : alerts("not worse", figures);
    return new Promotion(
        worse.isPresent() ? Decision.WORSE : Decision.NOT_WORSE,
        worse.orElse(notWorse),
        id(champion),
        Optional.of(figures));
  }

  private static Optional<String> worse(Contest contest, Promotion.Contest figures) {
    Figures old = figures.champion();
    Figures young = figures.challenger();
    if (contest.lostShare() > MAX_LOST) {
      return Optional.of(lost(contest));
    }
    if (young.intervalScore() > (1 + MARGIN) * old.intervalScore()) {
      return Optional.of(intervalScores("worse", figures));
    }
    // The sign test of McNemar (1947): points that only one calls anomalous are even by chance.
    if (young.alerts() - old.alerts()
        > DEVIATIONS * Math.sqrt((double) young.alerts() + old.alerts())) {
      return Optional.of(alerts("worse", figures));
    }
    return Optional.empty();
  }

  private static String alerts(String verdict, Promotion.Contest figures) {
    return "%s: %d alerts of its own on %d points, the champion %d"
        .formatted(
            verdict, figures.challenger().alerts(), figures.points(), figures.champion().alerts());
  }

  private static String lost(Contest contest) {
    return String.format(
        Locale.ROOT,
        "worse: it does not know the series of %.0f %% of what the champion scores",
        100 * contest.lostShare());
  }

  private static String outgrown(Contest contest) {
    return String.format(
        Locale.ROOT,
        "the champion does not know the series of %.0f %% of all values",
        100 * contest.gainedShare());
  }

  private static String intervalScores(String verdict, Promotion.Contest figures) {
    return String.format(
        Locale.ROOT,
        "%s: interval score %.3g on %d points, the champion %.3g; at most %.0f %% more is allowed",
        verdict,
        figures.challenger().intervalScore(),
        figures.points(),
        figures.champion().intervalScore(),
        100 * figures.margin());
  }

  private static Optional<String> id(ServingModel model) {
    return Optional.of(model.manifest().id());
  }
}
