package dev.tocsin.eval.report;

import java.util.function.IntToDoubleFunction;

/**
 * Paths through very many points: of each pixel column only the lowest and the highest are drawn,
 * which looks the same as all of them.
 */
final class Trace {
  private final Panel panel;
  private final int points;
  private final IntToDoubleFunction x;

  /**
   * Traces in a panel.
   *
   * @param points how many there are
   * @param x where a point lies, in pixels, ascending
   */
  Trace(Panel panel, int points, IntToDoubleFunction x) {
    this.panel = panel;
    this.points = points;
    this.x = x;
  }

  private interface Columns {
    /** A pixel column's lowest and highest value. */
    void next(double x, double low, double high);
  }

  private void columns(IntToDoubleFunction lows, IntToDoubleFunction highs, Columns columns) {
    int point = 0;
    while (point < points) {
      double column = Math.floor(x.applyAsDouble(point));
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double first = x.applyAsDouble(point);
      while (point < points && Math.floor(x.applyAsDouble(point)) <= column) {
        low =
            Double.isNaN(lows.applyAsDouble(point))
                ? low
                : Math.min(low, lows.applyAsDouble(point));
        high =
            Double.isNaN(highs.applyAsDouble(point))
                ? high
                : Math.max(high, highs.applyAsDouble(point));
        point++;
      }
      if (low <= high) {
        columns.next(first, low, high);
      }
    }
  }

  /** A line through the values. */
  String line(IntToDoubleFunction values) {
    StringBuilder path = new StringBuilder();
    columns(
        values,
        values,
        (at, low, high) -> {
          point(path, at, low);
          if (panel.y(low) - panel.y(high) > 0.5) {
            point(path, at, high);
          }
        });
    return path.toString();
  }

  /** The area between two lines. */
  String band(IntToDoubleFunction lower, IntToDoubleFunction upper) {
    StringBuilder there = new StringBuilder();
    StringBuilder back = new StringBuilder();
    columns(
        lower,
        upper,
        (at, low, high) -> {
          point(there, at, high);
          back.insert(0, "L" + position(at, low));
        });
    return there.isEmpty() ? "" : there.append(back).append('Z').toString();
  }

  private void point(StringBuilder path, double at, double value) {
    path.append(path.isEmpty() ? 'M' : 'L').append(position(at, value));
  }

  private String position(double at, double value) {
    return Panel.pixels(at) + " " + Panel.pixels(panel.y(value));
  }
}
