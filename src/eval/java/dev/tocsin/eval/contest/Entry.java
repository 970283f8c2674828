package dev.tocsin.eval.contest;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.Protocol;
import dev.tocsin.eval.measure.AlertRule;
import dev.tocsin.eval.measure.JointRule;
import dev.tocsin.eval.measure.ThresholdGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A contender's answers to all of a benchmark.
 *
 * @param contender its name
 * @param benchmark which
 * @param answers to the benchmark's cases, in their order
 * @param took the time all answers took, one after the other
 */
public record Entry(String contender, Benchmark benchmark, List<Answer> answers, Duration took) {
  /** Copies the list. */
  public Entry {
    answers = List.copyOf(answers);
  }

  /**
   * Counts of alerts and the threshold that gave them.
   *
   * @param events the counts
   * @param threshold scores at or above it alerted
   */
  public record AtThreshold(EventQuality events, double threshold) {}

  /** The same with one score for all series of a case. */
  public Entry joined(JointRule rule) {
    List<Answer> joint =
        answers.stream()
            .map(answer -> new Answer(List.of(rule.join(answer.scores())), answer.alerts()))
            .toList();
    return new Entry(contender, benchmark, joint, took);
  }

  /** The answers to one half of the cases. */
  public Entry half(Benchmark.Half half) {
    return new Entry(contender, benchmark.half(half), half.of(answers), took);
  }

  /** How well the scores rank, as the mean over all series with an anomalous stretch. */
  public Ranking ranking() {
    return Ranking.mean(
        IntStream.range(0, answers.size())
            .parallel()
            .filter(index -> !truth(index).isEmpty())
            .mapToObj(this::rankings)
            .flatMap(List::stream)
            .toList());
  }

  private List<Ranking> rankings(int index) {
    return counted(index).stream()
        .map(scores -> Ranking.of(scores, truth(index), protocol().buffer()))
        .toList();
  }

  /** The counts where scores of at least {@code threshold} alert. */
  public EventQuality events(double threshold) {
    EventQuality sum = EventQuality.NONE;
    for (int i = 0; i < answers.size(); i++) {
      sum = sum.plus(judged(i, alerts(i, threshold)));
    }
    return sum;
  }

  /** The counts of the alerts that the contender rang for by its own rules. */
  public EventQuality ownEvents() {
    EventQuality sum = EventQuality.NONE;
    for (int i = 0; i < answers.size(); i++) {
      sum = sum.plus(judged(i, protocol().counted(answers.get(i).alerts(), one(i))));
    }
    return sum;
  }

  private EventQuality judged(int index, List<StepRange> alerts) {
    return EventQuality.of(truth(index), alerts, protocol().tolerance());
  }

  /** The threshold with the best event F1, found with the labels in hand. */
  public AtThreshold bestEvents() {
    return thresholds().stream()
        .map(threshold -> new AtThreshold(events(threshold), threshold))
        .max(Comparator.comparingDouble(at -> at.events().f1()))
        .orElseGet(() -> new AtThreshold(events(Double.MAX_VALUE), Double.MAX_VALUE));
  }

  /** Thresholds worth trying: quantiles of all scores, and the one that ships with Tocsin. */
  public List<Double> thresholds() {
    List<Double> thresholds = new ArrayList<>(List.of(Scored.THRESHOLD));
    thresholds.addAll(
        ThresholdGrid.of(
            IntStream.range(0, answers.size()).boxed().flatMap(i -> counted(i).stream()).toList()));
    return thresholds;
  }

  /**
   * The alerts on a case where scores of at least {@code threshold} alert, over its series. They
   * are over as incidents are.
   */
  public List<StepRange> alerts(int index, double threshold) {
    AlertRule rule = new AlertRule(IncidentRules.standard().holdDownSteps(one(index).step()));
    return counted(index).stream()
        .flatMap(scores -> rule.alerts(scores, threshold).stream())
        .toList();
  }

  /** False alerts a day, for each series or group that is watched. */
  public double falseAlertsPerDay(EventQuality events) {
    return events.falseAlertsPerDay(
        benchmark.cases().stream().map(protocol()::watched).reduce(Duration.ZERO, Duration::plus));
  }

  /** Points scored a second, on one core. */
  public double pointsPerSecond() {
    return benchmark.points() / (took.toNanos() / 1e9);
  }

  private List<Scores> counted(int index) {
    return answers.get(index).scores().stream()
        .map(scores -> protocol().counted(scores, one(index)))
        .toList();
  }

  private List<StepRange> truth(int index) {
    return protocol().counted(one(index).truth(), one(index));
  }

  private LabelledMatrix one(int index) {
    return benchmark.cases().get(index);
  }

  private Protocol protocol() {
    return benchmark.protocol();
  }
}
