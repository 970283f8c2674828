package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.EventQuality;
import java.util.Locale;

/** Numbers as they stand in the report. */
final class Numbers {
  private Numbers() {}

  /** With one decimal, as NAB's scores are printed. */
  static String one(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  static String two(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  static String three(double number) {
    return Double.isNaN(number) ? "–" : String.format(Locale.ROOT, "%.3f", number);
  }

  /** Three significant digits. */
  static String threshold(double number) {
    return Double.isInfinite(number) ? "–" : String.format(Locale.ROOT, "%.3g", number);
  }

  static String found(EventQuality events) {
    return events.found() + " of " + events.events();
  }

  /** The mean delay of the events found, in steps. */
  static String delay(EventQuality events) {
    return events.meanDelaySteps().isPresent() ? one(events.meanDelaySteps().getAsDouble()) : "–";
  }

  /** In bold, for the row that the page is about. */
  static String bold(String text, boolean isBold) {
    return isBold ? "**" + text + "**" : text;
  }
}
