package dev.tocsin.function.job;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.problem.Problem;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.RequestDuration;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Digest;
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
import dev.tocsin.window.CounterRule;
import dev.tocsin.window.Preprocessing;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The jobs there are: the configured ones by name, and ad hoc ones made from a request.
 *
 * <p>Made at the start, so that a wrong value is told then and not by the first request.
 */
@Startup
@ApplicationScoped
public class Jobs {
  /** What an ad hoc job's name begins with; the rest is a digest of what it asks. */
  public static final String AD_HOC = "adhoc-";

  /** A history of 5,000 steps, a day at 18 s, trains well and stays below 11,000 points a read. */
  private static final int DEFAULT_HISTORY_STEPS = 5_000;

  /** A season is learnt from at least two; four leave some for the band and for a bad day. */
  private static final int DEFAULT_HISTORY_SEASONS = 4;

  private static final Duration DEFAULT_STEP = Duration.ofMinutes(1);
  private static final Duration DEFAULT_WINDOW = Duration.ofHours(1);

  private final Map<String, Job> configured = new TreeMap<>();
  private final Map<Job, BroughtFile> files = new LinkedHashMap<>();

  public Jobs(TocsinConfig config, Trainers trainers) {
    config.jobs().forEach((name, job) -> configured.put(name, configured(name, job, trainers)));
  }

  /**
   * The configured job of this name.
   *
   * @throws ProblemException if there is none
   */
  public Job named(String name) {
    Job job = configured.get(name);
    if (job == null) {
      throw new ProblemException(
          Problem.Kind.UNKNOWN_JOB,
          "job " + Quoted.of(name) + " is not configured; expected " + expectedNames());
    }
    return job;
  }

  /** All configured jobs, by name. */
  public List<Job> all() {
    return List.copyOf(configured.values());
  }

  private String expectedNames() {
    Set<String> names = configured.keySet();
    return names.isEmpty()
        ? "none: set tocsin.jobs.<name>.query, or give a query of your own"
        : "one of " + names;
  }

  private Job configured(String name, TocsinConfig.Job job, Trainers trainers) {
    try {
      if (name.startsWith(AD_HOC)) {
        throw new InvalidJobException("name", name, "one that does not begin with " + AD_HOC);
      }
      if (!trainers.kinds().contains(job.model().kind())) {
        throw new InvalidJobException(
            "model.kind", job.model().kind(), "one of " + trainers.kinds());
      }
      Reach reach = reach(job.step(), job.window(), job.history(), job.season());
      Preprocessing preprocessing = new Preprocessing(job.counters(), job.maxGap());
      TrainingSettings.Network network = network(job.model());
      if (job.model().file().isPresent()) {
        return brought(name, job, reach, preprocessing);
      }
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
      return new Job(name, job.query(), reach, recipe, Rules.of(job));
    } catch (InvalidJobException e) {
      throw new ConfigurationException(
          "tocsin.jobs." + name + "." + e.getMessage(),
          e,
          Set.of("tocsin.jobs." + name + "." + e.field()));
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

  private Job brought(String name, TocsinConfig.Job job, Reach reach, Preprocessing preprocessing) {
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
    Job brought = new Job(name, job.query(), reach, recipe, Rules.of(job));
    files.put(brought, file);
    return brought;
  }

  /** The models that jobs have brought along. */
  public List<Detector> brought(Manifest.Versions versions) {
    List<Detector> detectors = new ArrayList<>();
    files.forEach((job, file) -> detectors.add(file.detector(job, versions)));
    return detectors;
  }

  /**
   * The job a request asks for by a query of its own.
   *
   * @throws ProblemException if a field is wrong
   */
  public Job adHoc(AdHoc request) {
    Duration step = RequestDuration.parse("step", request.step()).orElse(DEFAULT_STEP);
    Duration window = RequestDuration.parse("window", request.window()).orElse(DEFAULT_WINDOW);
    Optional<Duration> season = RequestDuration.parse("season", request.season());
    Reach reach = reach(step, window, RequestDuration.parse("history", request.history()), season);
    ModelRecipe recipe =
        DefaultRecipe.of(TocsinConfig.Model.DEFAULT_KIND, season, CounterRule.AUTO);
    IncidentRules rules = Rules.withGroups(IncidentRules.standard(), "group_by", request.groupBy());
    String name = AD_HOC + digest(request.query(), reach, recipe);
    return new Job(name, request.query(), reach, recipe, rules);
  }

  private static Reach reach(
      Duration step, Duration window, Optional<Duration> history, Optional<Duration> season) {
    Duration byDefault = step.multipliedBy(DEFAULT_HISTORY_STEPS);
    Duration seasons = season.orElse(Duration.ZERO).multipliedBy(DEFAULT_HISTORY_SEASONS);
    return new Reach(step, window, history.orElse(longest(byDefault, seasons, window)));
  }

  private static Duration longest(Duration... durations) {
    return Collections.max(List.of(durations));
  }

  /** Two of the few ad hoc jobs a process keeps never meet. */
  private static String digest(String query, Reach reach, ModelRecipe recipe) {
    return Digest.of(query + '\n' + reach + '\n' + recipe).prefix();
  }
}
