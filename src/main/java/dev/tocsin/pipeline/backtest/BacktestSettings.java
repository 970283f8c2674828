package dev.tocsin.pipeline.backtest;

import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.pipeline.job.ModelRecipe;

/**
 * How a range is replayed.
 *
 * @param recipe how models are made
 * @param schedule when models are made
 * @param rules when scores become incidents
 * @param maxPoints series × steps of one back-test; more are refused
 */
public record BacktestSettings(
    ModelRecipe recipe, RefitSchedule schedule, IncidentRules rules, long maxPoints) {
  /** A quarter of a gigabyte of verdicts. */
  private static final long MAX_POINTS = 2_000_000;

  /** The settings for series of unknown kind. */
  public static BacktestSettings of(ModelRecipe recipe) {
    return new BacktestSettings(
        recipe, RefitSchedule.growing(), IncidentRules.standard(), MAX_POINTS);
  }

  /** These settings with another schedule. */
  public BacktestSettings withSchedule(RefitSchedule other) {
    return new BacktestSettings(recipe, other, rules, maxPoints);
  }

  /** These settings with other rules for incidents. */
  public BacktestSettings withRules(IncidentRules other) {
    return new BacktestSettings(recipe, schedule, other, maxPoints);
  }

  /** These settings with another bound. */
  public BacktestSettings withMaxPoints(long most) {
    return new BacktestSettings(recipe, schedule, rules, most);
  }
}
