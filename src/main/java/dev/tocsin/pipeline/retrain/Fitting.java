package dev.tocsin.pipeline.retrain;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.SeriesParameters;
import dev.tocsin.model.Trainer;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Part;
import dev.tocsin.pipeline.read.NoSeriesException;
import dev.tocsin.pipeline.read.SeriesReader;
import dev.tocsin.pipeline.read.Silence;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/** Makes a job's model from its history. */
public final class Fitting {
  /** Of series that are to join a model: a second of reading. */
  private static final int MAX_SAMPLES = 5_000_000;

  private final SeriesReader reader;
  private final Map<String, Trainer> trainers;
  private final Manifest.Versions versions;

  public Fitting(SeriesReader reader, Map<String, Trainer> trainers, Manifest.Versions versions) {
    this.reader = reader;
    this.trainers = Map.copyOf(trainers);
    this.versions = versions;
  }

  /**
   * The history up to {@code end}.
   *
   * @throws NoSeriesException if the query matches no series
   */
  public SeriesRead history(Job job, Instant end) {
    return reader.someAligned(job, job.recipe().preprocessing(), end, job.reach().historySteps());
  }

  /** What a fit made: the detector, and which series are not in it. */
  public record Trained(Detector detector, Fitted fitted) {}

  /**
   * A detector fitted on these steps.
   *
   * @param end when it was asked for
   * @throws dev.tocsin.model.TrainingException if the history does not suffice
   */
  public Trained fit(Job job, Instant end, SeriesMatrix history, Progress progress) {
    ModelRecipe recipe = job.recipe();
    Vanished vanished = Vanished.of(history);
    SeriesMatrix learnt = recipe.exclusions().applyTo(vanished.present());
    Fitted fitted = trainer(recipe.kind()).fit(learnt, recipe.trainingSettings(), progress);
    fitted = Silence.noted(fitted, history).leavingOut(vanished.leftOut());
    RangeQuery query = new RangeQuery(job.query(), history.grid());
    Manifest.Origin origin =
        Manifest.Origin.of(
                job.name(), Detector.idOf(end, fitted), end, query, recipe.preprocessing())
            .without(recipe.exclusions().within(history.grid()));
    return new Trained(Detector.of(fitted, origin, versions), fitted);
  }

  /** What fits of a history say of series that came after a detector's fit. */
  SeriesParameters join(Job job, Detector detector, SeriesMatrix newcomers, Progress progress) {
    return trainer(job.recipe().kind())
        .join(
            detector.graph(),
            detector.manifest().shape(),
            job.recipe().exclusions().applyTo(newcomers),
            job.recipe().trainingSettings(),
            progress);
  }

  /** The history of some series, within a bound on all samples that must be read for it. */
  SeriesMatrix history(Job job, Part part, Instant end, Newcomers newcomers, SeriesMatrix read) {
    String expression = reader.narrowed(part, newcomers.series());
    boolean isNarrower = !expression.equals(part.expression());
    int rows = isNarrower ? newcomers.series().size() : read.rows();
    int affordable = Math.max(read.columns(), MAX_SAMPLES / Math.max(1, rows));
    int steps = Math.min(job.reach().historySteps(), affordable);
    Part narrowed = new Part(expression, part.shard(), part.name());
    return newcomers.of(
        reader.aligned(job, narrowed, job.recipe().preprocessing(), end, steps).matrix());
  }

  private Trainer trainer(String kind) {
    Trainer trainer = trainers.get(kind);
    if (trainer == null) {
      throw new InvalidJobException(
          "model.kind", kind, "one of " + new TreeSet<>(trainers.keySet()));
    }
    return trainer;
  }
}
