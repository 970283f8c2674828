package dev.tocsin.pipeline.job;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.incident.View;
import dev.tocsin.model.Manifest;
import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What is watched: a query, and how its series are read and modelled.
 *
 * @param name also the name of its folder in the model store
 * @param query PromQL
 * @param reach how far and how finely scoring and training look back
 * @param recipe how its model is made
 * @param rules when its scores become incidents
 */
public record Job(String name, String query, Reach reach, ModelRecipe recipe, IncidentRules rules) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * Checks the job.
   *
   * @throws InvalidJobException if a field is out of its range or fields contradict each other
   */
  public Job {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidJobException("name", name, "a-z, 0-9 and -, at most 64 characters");
    }
    if (query.isBlank()) {
      throw new InvalidJobException("query", query, "a PromQL expression such as up{job=\"node\"}");
    }
    recipe.season().ifPresent(season -> requireWholeSteps(season, reach.step()));
  }

  /** A job with the standard rules for incidents. */
  public Job(String name, String query, Reach reach, ModelRecipe recipe) {
    this(name, query, reach, recipe, IncidentRules.standard());
  }

  private static void requireWholeSteps(Duration season, Duration step) {
    if (season.compareTo(step.multipliedBy(2)) < 0 || season.toMillis() % step.toMillis() != 0) {
      throw new InvalidJobException(
          "season",
          PrometheusDuration.format(season),
          "two or more whole steps of " + PrometheusDuration.format(step));
    }
  }

  /** What verdicts of its models tell of incidents; there may be points before the first. */
  public View view() {
    return recipe.view(rules, reach.step());
  }

  /**
   * Whether a stored model was made for what the job asks for now. A model of another query, step
   * or preprocessing would score something else than it learnt.
   */
  public boolean isServedBy(Manifest model) {
    return model.origin().query().equals(query)
        && model.shape().stepMillis() == reach.step().toMillis()
        && model.shape().window() == recipe.lags()
        && model.shape().zone().equals(recipe.calendar().zone())
        && model.kind().equals(recipe.kind())
        && model.origin().preprocessing().equals(recipe.preprocessing());
  }
}
