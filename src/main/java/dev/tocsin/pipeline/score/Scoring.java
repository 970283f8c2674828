package dev.tocsin.pipeline.score;

import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.model.onnx.ModelSlot;
import dev.tocsin.model.onnx.ServingModel;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.read.SeriesReader;
import dev.tocsin.pipeline.read.TooManyPointsException;
import dev.tocsin.pipeline.retrain.FirstFit;
import dev.tocsin.pipeline.retrain.Joining;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.window.Preprocessing;
import dev.tocsin.window.SlidingWindows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Scores a job: reads, aligns, infers and judges. A job without a model is given its first one, and
 * series that came after its fit join it. Thread-safe; blocks.
 */
public final class Scoring {
  /** An answer of half a million points is 70 MB of JSON. */
  private static final int MAX_POINTS = 500_000;

  private final SeriesReader reader;
  private final FirstFit firstFit;
  private final Joining joining;

  public Scoring(SeriesReader reader, FirstFit firstFit, Joining joining) {
    this.reader = reader;
    this.firstFit = firstFit;
    this.joining = joining;
  }

  /**
   * Scores a part of the job's series at the last {@code steps} steps up to {@code end}.
   *
   * @throws NoSeriesException if there is no model and the query matches no series
   * @throws TooManyPointsException if the answer would have more points than one may
   * @throws dev.tocsin.series.SourceException if the source does not answer
   */
  public ScoreResult score(Job job, Instant end, int steps, Part part) {
    Optional<ModelSlot.Lease> lease = firstFit.serving(job, end, steps);
    try {
      return score(job, end, steps, part, lease.map(ModelSlot.Lease::model));
    } finally {
      lease.ifPresent(ModelSlot.Lease::close);
    }
  }

  private ScoreResult score(
      Job job, Instant end, int steps, Part part, Optional<ServingModel> model) {
    Preprocessing preprocessing = job.recipe().preprocessing();
    int lookBack = LookBack.steps(job, model);
    int before = job.recipe().lags() + preprocessing.maxGapSteps() + lookBack;
    // With a model, the absence of all its series is an answer too.
    SeriesRead read =
        model.isPresent() || !part.isWhole(job)
            ? reader.aligned(job, part, preprocessing, end, before + steps)
            : reader.someAligned(job, preprocessing, end, before + steps);
    if ((long) read.matrix().rows() * steps > MAX_POINTS) {
      throw TooManyPointsException.ofScores(read.matrix().rows(), steps, MAX_POINTS);
    }
    Optional<ModelSlot.Lease> joined =
        model.flatMap(serving -> joining.join(job, part, serving, read.matrix(), steps));
    try {
      return judged(job, part, read, steps, joined.map(ModelSlot.Lease::model).or(() -> model));
    } finally {
      joined.ifPresent(ModelSlot.Lease::close);
    }
  }

  private ScoreResult judged(
      Job job, Part part, SeriesRead read, int steps, Optional<ServingModel> model) {
    int lags = job.recipe().lags();
    int maxGap = job.recipe().preprocessing().maxGapSteps();
    SlidingWindows windows = new SlidingWindows(read.matrix(), lags, maxGap);
    int end = read.matrix().columns();
    Judgement judgement = new Judgement(windows, lags + maxGap, end - steps, end);
    List<SeriesVerdict> verdicts =
        model
            .map(serving -> judgement.by(serving, reader.held(job, part)))
            .orElseGet(judgement::withoutModel);
    LookBack looked = LookBack.of(job, model, verdicts);
    List<SeriesVerdict> last = looked.last(steps);
    return new ScoreResult(
        job.name(),
        Instant.ofEpochMilli(read.matrix().grid().endMillis()),
        model.map(ServingModel::manifest),
        last,
        GroupVerdict.of(last, job.rules().grouping()),
        looked.incidents(),
        job.rules(),
        read.unreadable(),
        read.how());
  }
}
