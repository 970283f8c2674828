package dev.tocsin.function.job;

import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.model.tribuo.lstm.LstmTrainer;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.pipeline.job.Exclusions;
import dev.tocsin.pipeline.job.InvalidJobException;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.ModelRecipe;
import dev.tocsin.pipeline.job.Reach;
import dev.tocsin.series.PrometheusDuration;
import dev.tocsin.window.Preprocessing;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A job as {@code tocsin.jobs.<name>.*} says it.
 *
 * @param file the model it has brought along, if it has
 */
record ConfiguredJob(Job job, Optional<BroughtFile> file) {
  /**
   * Makes the job.
   *
   * @throws ConfigurationException if a property has a value it cannot have
   */
  static ConfiguredJob of(String name, TocsinConfig.Job job, Trainers trainers) {
    try {
      if (name.startsWith(AdHoc.PREFIX)) {
        throw new InvalidJobException("name", name, "one that does not begin with " + AdHoc.PREFIX);
      }
      if (!trainers.kinds().contains(job.model().kind())) {
        throw new InvalidJobException(
            "model.kind", job.model().kind(), "one of " + trainers.kinds());
      }
      Reach reach = DefaultReach.of(job.step(), job.window(), job.history(), job.season());
      Preprocessing preprocessing = preprocessing(job);
      TrainingSettings.Network network = network(job.model());
      if (job.model().file().isPresent()) {
        return brought(name, job, reach, preprocessing);
      }
      requireNoDigest(job.model());
      requireForecast(trainers.forecasts(job.model().kind()), job);
      ModelRecipe recipe =
          new ModelRecipe(
              job.model().kind(),
              lags(job.model()),
              new TrainingSettings.Calendar(job.season(), job.model().timeZone()),
              preprocessing,
              job.model().falseAlertRate(),
              job.model().seed(),
              network,
              Exclusions.parse(job.training().exclude().orElse(List.of()), job.model().timeZone()));
      return new ConfiguredJob(
          new Job(name, job.query(), reach, recipe, Rules.of(job)), Optional.empty());
    } catch (InvalidJobException e) {
      // Without its cause, which the message tells: Quarkus would print both traces instead.
      throw new ConfigurationException(
          "tocsin.jobs." + name + "." + e.getMessage(),
          Set.of("tocsin.jobs." + name + "." + e.field()));
    }
  }

  private static Preprocessing preprocessing(TocsinConfig.Job job) {
    if (job.maxGap() < 0) {
      throw new InvalidJobException("max-gap", Integer.toString(job.maxGap()), "0 or more");
    }
    return new Preprocessing(job.counters(), job.maxGap());
  }

  /** Who pins a digest and names no file would be served by a model that nobody compared. */
  private static void requireNoDigest(TocsinConfig.Model model) {
    if (model.sha256().isPresent()) {
      throw new InvalidJobException(
          "model.sha256", model.sha256().get(), "none without model.file, whose digest it is");
    }
  }

  /** A model of other steps would take an hour for a minute. */
  private static void requireStep(OptionalLong ofModel, Duration step) {
    if (ofModel.isPresent() && ofModel.getAsLong() != step.toMillis()) {
      throw new InvalidJobException(
          "step",
          PrometheusDuration.format(step),
          PrometheusDuration.format(Duration.ofMillis(ofModel.getAsLong()))
              + ", which the metadata of model.file say it was made for");
    }
  }

  /** What has no forecast lies on no side of it: such a gate would never do anything. */
  private static void requireForecast(boolean forecasts, TocsinConfig.Job job) {
    if (!forecasts && Rules.of(job).gates().needForecast()) {
      throw new InvalidJobException(
          "model.kind",
          job.model().kind(),
          "one that makes a forecast, or no detection-direction, min-dev-from-expected and"
              + " min-rel-dev-from-expected, which compare with it");
    }
  }

  private static TrainingSettings.Network network(TocsinConfig.Model model) {
    boolean isNetwork = model.kind().equals(LstmTrainer.KIND);
    TrainingSettings.Network usual = TrainingSettings.Network.standard();
    return new TrainingSettings.Network(
        ofNetwork("model.units", model.units(), isNetwork).orElse(usual.units()),
        ofNetwork("model.epochs", model.epochs(), isNetwork).orElse(usual.epochs()));
  }

  private static OptionalInt ofNetwork(String field, OptionalInt asked, boolean isNetwork) {
    if (asked.isPresent() && !isNetwork) {
      throw new InvalidJobException(
          field,
          Integer.toString(asked.getAsInt()),
          "none with other kinds than " + LstmTrainer.KIND);
    }
    return asked;
  }

  private static int lags(TocsinConfig.Model model) {
    if (model.kind().equals(SeasonalArTrainer.KIND) && model.lags().isPresent()) {
      throw new InvalidJobException(
          "model.lags",
          Integer.toString(model.lags().getAsInt()),
          "none with the kind " + SeasonalArTrainer.KIND + ", which has its own");
    }
    return model.lags().orElse(DefaultRecipe.lags(model.kind()));
  }

  private static ConfiguredJob brought(
      String name, TocsinConfig.Job job, Reach reach, Preprocessing preprocessing) {
    BroughtFile file = BroughtFile.read(job.model().file().orElseThrow(), job);
    requireStep(file.model().stepMillis(), job.step());
    requireForecast(file.model().forecasts(), job);
    int window = file.model().window();
    int lags = job.model().lags().orElse(window);
    if (lags != window) {
      throw new InvalidJobException(
          "model.lags", Integer.toString(lags), window + " as model.file has, or none");
    }
    ModelRecipe recipe =
        new ModelRecipe(BroughtModel.KIND, window, Optional.empty(), preprocessing, 1);
    return new ConfiguredJob(
        new Job(name, job.query(), reach, recipe, Rules.of(job)), Optional.of(file));
  }

  /** The detector that it has brought along, as a store takes it. */
  Optional<Detector> brought(Manifest.Versions versions) {
    return file.map(brought -> brought.detector(job, versions));
  }
}
