package dev.tocsin.series;

import java.util.List;

/**
 * What a source answered.
 *
 * @param matrix the series that have at least one float sample in the range; possibly no row
 * @param unreadable the series that matched but cannot be put into a matrix
 * @param how the way the answer came
 */
public record SeriesRead(SeriesMatrix matrix, List<Unreadable> unreadable, How how) {
  /** Copies the list. */
  public SeriesRead {
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A series without float samples.
   *
   * @param labels which series
   * @param reason why it cannot be read, for people
   */
  public record Unreadable(Labels labels, String reason) {}

  /**
   * The way an answer came.
   *
   * @param protocol the API used, such as {@code query_range}
   * @param bytes body bytes received
   * @param samples samples decoded
   * @param warnings what the server remarked, bounded in number
   */
  public record How(String protocol, long bytes, long samples, List<String> warnings) {
    /** Copies the list. */
    public How {
      warnings = List.copyOf(warnings);
    }
  }
}
