package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Fitted;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.series.SeriesMatrix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Parts the series of a history that are still there from those that have gone: those do not go on
 * in the model, and are not missed.
 *
 * @param present what to fit on; the history itself if none has gone, or all
 * @param leftOut the series that have gone
 */
record Vanished(SeriesMatrix present, List<Fitted.LeftOut> leftOut) {
  /** The last part of a history of four days is longer than a day: nightly jobs do not vanish. */
  private static final int RECENT_PARTS = 3;

  static Vanished of(SeriesMatrix history) {
    int recent = history.columns() - history.columns() / RECENT_PARTS;
    List<Fitted.LeftOut> gone = new ArrayList<>();
    BitSet rows = new BitSet();
    for (int row = 0; row < history.rows(); row++) {
      if (hasSample(history, row, recent)) {
        rows.set(row);
      } else {
        gone.add(new Fitted.LeftOut(history.labels(row), 0, reason(history, recent)));
      }
    }
    return gone.isEmpty() || rows.isEmpty()
        ? new Vanished(history, List.of())
        : new Vanished(history.keeping(rows::get), gone);
  }

  private static boolean hasSample(SeriesMatrix history, int row, int from) {
    for (int column = history.columns() - 1; column >= from; column--) {
      if (Double.isFinite(history.value(row, column))) {
        return true;
      }
    }
    return false;
  }

  private static String reason(SeriesMatrix history, int recent) {
    long millis = (history.columns() - recent) * history.grid().stepMillis();
    return "vanished: no sample in the last "
        + PrometheusDuration.format(Duration.ofMillis(millis));
  }
}
