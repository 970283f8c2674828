package dev.tocsin.pipeline.read;

import dev.tocsin.series.RangeQuery;
import java.time.Instant;

/** A query matched no series in the range read. */
public final class NoSeriesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The query matched none. */
  public NoSeriesException(RangeQuery query) {
    super(
        "the query "
            + query.expression()
            + " matches no series between "
            + query.grid().time(0)
            + " and "
            + Instant.ofEpochMilli(query.grid().endMillis())
            + "; expected at least one: check the query and the time against the server's own page");
  }
}
