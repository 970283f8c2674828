package dev.tocsin.function.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.function.answer.ReadAnswer;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.dataset.Spec;
import java.util.List;
import java.util.Map;

/**
 * The answer of {@code /dataset}.
 *
 * @param spec the metrics there are: job → instance → names, all ascending
 * @param times the steps of the window, in epoch milliseconds, ascending
 * @param values job → instance → metric → a sample for each step, null where there is none
 * @param unreadable series that matched but have no numbers
 * @param read the way the series were read
 */
public record DatasetAnswer(
    Map<String, ? extends Map<String, List<String>>> spec,
    JsonNumbers times,
    Map<String, ? extends Map<String, ? extends Map<String, JsonNumbers>>> values,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Unreadable> unreadable,
    ReadAnswer read) {

  static DatasetAnswer of(SeriesRead read, Spec spec) {
    SeriesMatrix matrix = read.matrix();
    TimeGrid grid = matrix.grid();
    return new DatasetAnswer(
        spec.metrics(),
        new JsonNumbers(grid.count(), (json, i) -> json.writeNumber(grid.timeMillis(i))),
        spec.values(
            row ->
                new JsonNumbers(
                    grid.count(), (json, i) -> JsonNumbers.write(json, matrix.value(row, i)))),
        read.unreadable().stream().map(Unreadable::of).toList(),
        ReadAnswer.of(read.how()));
  }

  /** A series that matched but has no numbers, and why. */
  public record Unreadable(Map<String, String> labels, String reason) {
    static Unreadable of(SeriesRead.Unreadable series) {
      return new Unreadable(series.labels().asMap(), series.reason());
    }
  }
}
