package dev.tocsin.eval.contest;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.eval.baseline.Baseline;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A baseline; it has no threshold of its own.
 *
 * @param baseline which
 */
public record BaselineContender(Baseline baseline) implements Contender {
  /** The rhythm that is expected where none is named. */
  private static final Duration DAY = Duration.ofDays(1);

  @Override
  public String name() {
    return baseline.name();
  }

  @Override
  public Answer answer(LabelledMatrix one, Protocol protocol) {
    int season = (int) Math.max(1, protocol.season().orElse(DAY).dividedBy(one.step()));
    List<Scores> scores = new ArrayList<>();
    for (int row = 0; row < one.samples().rows(); row++) {
      String series = one.name() + one.samples().labels(row);
      scores.add(baseline.score(one.samples(), row, new Baseline.Stream(series, season)));
    }
    return new Answer(scores, List.of());
  }
}
