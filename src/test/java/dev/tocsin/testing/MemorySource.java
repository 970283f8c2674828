package dev.tocsin.testing;

import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.TimeGrid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongToDoubleFunction;

/**
 * Series that are functions of time, whatever the query; NaN means no sample. As a real server
 * does, it leaves out series that have no sample in the range.
 */
public final class MemorySource implements SeriesSource {
  private final Map<Labels, LongToDoubleFunction> series = new LinkedHashMap<>();
  private final List<RangeQuery> queries = new CopyOnWriteArrayList<>();

  /** Adds a series. */
  public MemorySource with(Labels labels, LongToDoubleFunction valueAtMillis) {
    series.put(labels, valueAtMillis);
    return this;
  }

  /** What was asked, in order. */
  public List<RangeQuery> queries() {
    return List.copyOf(queries);
  }

  @Override
  public SeriesRead read(RangeQuery query) {
    queries.add(query);
    TimeGrid grid = query.grid();
    SeriesMatrix.Builder matrix = SeriesMatrix.on(grid);
    long samples = 0;
    for (Map.Entry<Labels, LongToDoubleFunction> entry : series.entrySet()) {
      double[] values = new double[grid.count()];
      int present = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = entry.getValue().applyAsDouble(grid.timeMillis(i));
        present += Double.isNaN(values[i]) ? 0 : 1;
      }
      if (present > 0) {
        matrix.add(entry.getKey(), values);
        samples += present;
      }
    }
    return new SeriesRead(
        matrix.build(), List.of(), new SeriesRead.How("memory", 0, samples, List.of()));
  }
}
