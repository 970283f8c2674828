package dev.tocsin.function.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.detect.Gates;
import dev.tocsin.detect.incident.IncidentRules;
import dev.tocsin.function.job.Rules;
import dev.tocsin.function.job.Trainers;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.LabelNames;
import dev.tocsin.function.request.RequestDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules for incidents that a request asks for. */
record AskedRules(Trainers trainers) {
  /**
   * The rules with what the request gives in place of theirs; what it leaves out stays.
   *
   * @param kind of the models whose scores they are for
   * @throws dev.tocsin.function.problem.ProblemException if a field is wrong
   * @throws dev.tocsin.pipeline.job.InvalidJobException if a field's value is
   */
  IncidentRules of(IncidentRules before, String kind, BacktestRequest asked) {
    Gates gates = gates(before.gates(), asked);
    if (gates.needForecast() && !trainers.forecasts(kind)) {
      throw ProblemException.badField("kind", kind, "one that makes a forecast for these gates");
    }
    IncidentRules rules =
        Rules.withHoldDown(
            before.withGates(gates),
            "hold_down",
            RequestDuration.parse("hold_down", asked.holdDown));
    return asked.groupBy == null
        ? rules
        : Rules.withGroups(rules, "group_by", LabelNames.of(asked.groupBy));
  }

  private static Gates gates(Gates before, BacktestRequest asked) {
    return new Gates(
        AskedChoice.of("detection_direction", asked.detectionDirection, before.direction()),
        Rules.deviation(
                "min_dev_from_expected", numbers("min_dev_from_expected", asked.minDevFromExpected))
            .orElse(before.minDevFromExpected()),
        Rules.deviation(
                "min_rel_dev_from_expected",
                numbers("min_rel_dev_from_expected", asked.minRelDevFromExpected))
            .orElse(before.minRelDevFromExpected()),
        Rules.range("data_range", numbers("data_range", asked.dataRange)).or(before::dataRange));
  }

  /** One number or a list of them; what is no number is refused by what they are for. */
  private static Optional<List<Double>> numbers(String field, @Nullable JsonNode given) {
    if (given == null) {
      return Optional.empty();
    }
    List<Double> numbers = new ArrayList<>();
    for (JsonNode one : given.isArray() ? given : List.of(given)) {
      numbers.add(InlineSeries.value(one, field));
    }
    return Optional.of(numbers);
  }
}
