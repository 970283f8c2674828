package dev.tocsin.function.job;

import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.Gates.Range;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.config.TocsinConfig;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.pipeline.job.InvalidJobException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the rules for incidents from what is configured or asked for. */
public final class Rules {
  private Rules() {}

  static IncidentRules of(TocsinConfig.Job job) {
    Gates gates =
        new Gates(
            job.detectionDirection(),
            deviation("min-dev-from-expected", job.minDevFromExpected()).orElse(Deviation.NONE),
            deviation("min-rel-dev-from-expected", job.minRelDevFromExpected())
                .orElse(Deviation.NONE),
            range("data-range", job.dataRange()));
    IncidentRules rules = IncidentRules.standard().withGates(gates);
    return withGroups(
        withHoldDown(rules, "hold-down", job.holdDown()),
        "group-by",
        LabelNames.of(job.groupBy().orElse(List.of())));
  }

  /**
   * The least distance that a field gives, if it gives one.
   *
   * @throws InvalidJobException if the numbers are wrong
   */
  public static Optional<Deviation> deviation(String field, Optional<List<Double>> numbers) {
    return numbers.map(met -> checked(field, met, Deviation::of));
  }

  /**
   * The range that a field gives.
   *
   * @throws InvalidJobException if the numbers are wrong
   */
  public static Optional<Range> range(String field, Optional<List<Double>> numbers) {
    return numbers.map(met -> checked(field, met, Range::of));
  }

  /**
   * Rules with the hold-down that a field gives, if it gives one.
   *
   * @throws InvalidJobException if it is zero
   */
  public static IncidentRules withHoldDown(
      IncidentRules rules, String field, Optional<Duration> holdDown) {
    return holdDown.map(met -> checked(field, met, rules::withHoldDown)).orElse(rules);
  }

  /**
   * Rules with groups by the labels that a field gives; none if it gives none.
   *
   * @throws InvalidJobException if a name is wrong
   */
  public static IncidentRules withGroups(IncidentRules rules, String field, List<String> labels) {
    return rules.withGrouping(checked(field, labels, Grouping::new));
  }

  private static <M, T> T checked(String field, M met, Function<M, T> part) {
    try {
      return part.apply(met);
    } catch (IllegalArgumentException e) {
      throw new InvalidJobException(field, e);
    }
  }
}
