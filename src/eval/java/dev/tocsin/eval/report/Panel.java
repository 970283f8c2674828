package dev.tocsin.eval.report;

import java.util.Locale;

/**
 * A rectangle of a plot, in pixels, and the numbers its edges stand for.
 *
 * @param left edge
 * @param top edge
 * @param width in pixels
 * @param height in pixels
 * @param low what the lower edge stands for
 * @param high what the upper edge stands for
 */
record Panel(int left, int top, int width, int height, double low, double high) {
  /** Where a number lies, as a distance from the top of the plot; clipped to the panel. */
  double y(double value) {
    double share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
    return bottom() - share * height;
  }

  int bottom() {
    return top + height;
  }

  /** A coordinate as it is written: a tenth of a pixel is enough. */
  static String pixels(double coordinate) {
    String text = String.format(Locale.ROOT, "%.1f", coordinate);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
