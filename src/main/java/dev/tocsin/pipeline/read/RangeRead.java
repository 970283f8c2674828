package dev.tocsin.pipeline.read;

import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.SeriesRead;
import java.util.List;

/**
 * A job's samples of a range, and of the history before it.
 *
 * @param samples as the source gave them
 * @param lead how many steps of them are history
 * @param unreadable series that matched but cannot be scored
 */
public record RangeRead(SeriesMatrix samples, int lead, List<SeriesRead.Unreadable> unreadable) {
  /** Copies the list. */
  public RangeRead {
    unreadable = List.copyOf(unreadable);
  }
}
