package dev.tocsin.model.tribuo.seasonal;

import dev.tocsin.model.Fitted;
import java.util.Optional;

/**
 * How well series are forecast on what the weights never saw: models of the first part of some
 * series' past, tried on the rest of it.
 */
final class HoldOut {
  /** More series tell nothing new, and each is fitted twice. */
  private static final int MOST_SERIES = 500;

  /** Errors count to here, in scales: an incident is not to outweigh all else. */
  private static final double MOST_SCALES = 20;

  private final RecentHistories histories;
  private final SeriesFit fit;
  private long steps;
  private double modelError;
  private double naiveError;

  private HoldOut(RecentHistories histories) {
    this.histories = histories;
    this.fit = histories.fit();
  }

  /** The accuracy over some series, drawn evenly. */
  static Fitted.Accuracy accuracy(RecentHistories histories) {
    HoldOut holdOut = new HoldOut(histories);
    int stride = Math.max(1, (histories.size() + MOST_SERIES - 1) / MOST_SERIES);
    for (int row = 0; row < histories.size(); row += stride) {
      holdOut.look(row);
    }
    long count = Math.max(1, holdOut.steps);
    return new Fitted.Accuracy(
        holdOut.steps, holdOut.modelError / count, holdOut.naiveError / count);
  }

  private void look(int row) {
    double[] values = histories.values(row);
    int end = (int) Math.ceil(values.length * (1 - histories.heldBackShare()));
    fit.past(values)
        .ifPresent(
            past ->
                fit.before(end, past)
                    .filter(before -> before.usable() > 0)
                    .ifPresent(before -> compare(fit.fit(before), past, end)));
  }

  private void compare(SeriesModel model, SeriesFit.Past past, int end) {
    double[] residuals = residuals(model, past);
    NormalSeries normal = new NormalSeries(residuals, model.normal(), histories.maxGapSteps());
    for (int i = Math.max(1, end - past.first()); i < residuals.length; i++) {
      if (normal.counts(i)) {
        double forecast = model.autoregression().forecast(normal.clipped(), i);
        modelError += Math.min(MOST_SCALES, Math.abs(normal.unclipped()[i] - forecast));
        naiveError += Math.min(MOST_SCALES, naiveError(past.values(), i, model));
        steps++;
      }
    }
  }

  private static double naiveError(double[] values, int i, SeriesModel model) {
    int before = i - 1;
    while (Double.isNaN(values[before])) {
      before--;
    }
    return Math.abs(values[i] - values[before]) / model.normal().scale();
  }

  private double[] residuals(SeriesModel model, SeriesFit.Past past) {
    double[] residuals = past.values().clone();
    Optional<SeasonSlots> slots =
        histories.candidates().stream()
            .filter(candidate -> candidate.season().equals(model.season()))
            .findFirst();
    for (int i = 0; i < residuals.length; i++) {
      int step = past.first() + i;
      residuals[i] -= model.profile().value(slots.map(of -> of.slot(step)).orElse(0));
    }
    return residuals;
  }
}
