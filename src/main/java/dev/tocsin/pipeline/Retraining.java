package dev.tocsin.pipeline;

import dev.tocsin.model.Detector;
import dev.tocsin.model.Fitted;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.Trainer;
import dev.tocsin.model.TrainingException;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/** Makes a job's model from its history. */
final class Retraining {
  private final SeriesReader reader;
  private final Map<String, Trainer> trainers;
  private final Manifest.Versions versions;

  Retraining(SeriesReader reader, Map<String, Trainer> trainers, Manifest.Versions versions) {
    this.reader = reader;
    this.trainers = Map.copyOf(trainers);
    this.versions = versions;
  }

  /**
   * A detector fitted on the history up to {@code end}.
   *
   * @throws NoSeriesException if the query matches no series
   * @throws TrainingException if the history does not suffice
   */
  RetrainResult train(Job job, Instant end, Progress progress) {
    ModelRecipe recipe = job.recipe();
    Trainer trainer = trainer(recipe.kind());
    SeriesRead read =
        reader.someAligned(job, recipe.preprocessing(), end, job.reach().historySteps());
    Fitted fitted =
        Silence.noted(
            trainer.fit(read.matrix(), recipe.trainingSettings(), progress), read.matrix());
    RangeQuery query = new RangeQuery(job.query(), read.matrix().grid());
    Manifest.Origin origin =
        Manifest.Origin.of(
            job.name(), Detector.idOf(end, fitted), end, query, recipe.preprocessing());
    return new RetrainResult(
        Detector.of(fitted, origin, versions), fitted.report().leftOut(), read.how());
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
