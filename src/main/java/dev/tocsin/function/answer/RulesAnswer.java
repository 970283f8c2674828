package dev.tocsin.function.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tocsin.detect.Gates;
import dev.tocsin.detect.Gates.Deviation;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which scores became incidents; gates that hold nothing back are left out.
 *
 * @param holdDown how long it must be calm until an incident is over
 * @param groupBy by which labels series are judged jointly
 * @param detectionDirection which side of yhat counts
 * @param minDevFromExpected the least distance from yhat: below, above
 * @param minRelDevFromExpected the same as a fraction of yhat
 * @param dataRange the values that make sense
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RulesAnswer(
    @JsonProperty("hold_down") String holdDown,
    @JsonProperty("group_by") @Nullable List<String> groupBy,
    @JsonProperty("detection_direction") @Nullable String detectionDirection,
    @JsonProperty("min_dev_from_expected") @Nullable List<Double> minDevFromExpected,
    @JsonProperty("min_rel_dev_from_expected") @Nullable List<Double> minRelDevFromExpected,
    @JsonProperty("data_range") @Nullable List<Double> dataRange) {

  /** The answer for rules at a step. */
  public static RulesAnswer of(IncidentRules rules, Duration step) {
    Gates gates = rules.gates();
    boolean isBoth = gates.direction() == Gates.Direction.BOTH;
    return new RulesAnswer(
        PrometheusDuration.format(step.multipliedBy(rules.holdDownSteps(step))),
        rules.grouping().isNone() ? null : rules.grouping().by(),
        isBoth ? null : gates.direction().name().toLowerCase(Locale.ROOT),
        deviation(gates.minDevFromExpected()),
        deviation(gates.minRelDevFromExpected()),
        gates.dataRange().map(range -> List.of(range.min(), range.max())).orElse(null));
  }

  private static @Nullable List<Double> deviation(Deviation deviation) {
    return deviation.equals(Deviation.NONE) ? null : List.of(deviation.below(), deviation.above());
  }
}
