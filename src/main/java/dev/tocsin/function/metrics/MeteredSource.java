package dev.tocsin.function.metrics;

import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.SourceException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A source whose reads are counted and timed. */
public final class MeteredSource implements SeriesSource {
  private final SeriesSource source;
  private final Metrics metrics;

  /** The same series from the same source. */
  public MeteredSource(SeriesSource source, Metrics metrics) {
    this.source = source;
    this.metrics = metrics;
  }

  @Override
  public SeriesRead read(RangeQuery query) {
    long start = System.nanoTime();
    try {
      SeriesRead read = source.read(query);
      metrics.read(read.how(), since(start));
      return read;
    } catch (SourceException e) {
      metrics.readFailed(e.kind().name().toLowerCase(Locale.ROOT), since(start));
      throw e;
    }
  }

  @Override
  public List<String> split(RangeQuery query, int count) {
    return source.split(query, count);
  }

  @Override
  public String narrowed(String expression, Collection<Labels> series) {
    return source.narrowed(expression, series);
  }

  @Override
  public Predicate<Labels> selectedBy(String share) {
    return source.selectedBy(share);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
