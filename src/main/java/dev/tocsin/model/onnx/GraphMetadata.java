package dev.tocsin.model.onnx;

import dev.tocsin.model.DetectorContract;
import dev.tocsin.model.FalseAlertRates;
import dev.tocsin.series.Bounded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a graph's file says of the graph.
 *
 * @param stretch how many consecutive steps a row may have; 0 if a row is one step
 * @param lags how many steps before it a step needs, for {@link DetectorContract#PRESENT}
 * @param stepMillis the distance of two steps it was made for, if it tells
 * @param streams the names of its streams, in order
 * @param rates how rare its scores are, if it tells
 */
record GraphMetadata(
    int stretch,
    int lags,
    OptionalLong stepMillis,
    List<String> streams,
    Optional<FalseAlertRates> rates) {
  /** Longer stretches are hardly faster, and need more of their window's length. */
  private static final int MOST_STEPS = 1024;

  /** What a file says may be as long as the file. */
  private static final int SHOWN_CHARACTERS = 500;

  /**
   * Understands the texts of a file.
   *
   * @param window L
   * @throws DetectorException of kind {@code CONTRACT}
   */
  static GraphMetadata of(Map<String, String> told, int window) {
    return new GraphMetadata(
        stretch(told),
        lags(told.getOrDefault(DetectorContract.LAGS_KEY, Integer.toString(window)), window),
        Optional.ofNullable(told.get(DetectorContract.STEP_MILLIS_KEY))
            .map(text -> OptionalLong.of(stepMillis(text)))
            .orElse(OptionalLong.empty()),
        List.of(told.getOrDefault(DetectorContract.STREAMS_KEY, "").split(",", -1)),
        Optional.ofNullable(told.get(DetectorContract.FALSE_ALERT_RATES_KEY))
            .map(GraphMetadata::rates));
  }

  private static int stretch(Map<String, String> told) {
    String text = told.getOrDefault(DetectorContract.STRETCH_KEY, "0");
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MOST_STEPS) {
      throw wrong(DetectorContract.STRETCH_KEY, text, "steps, at most " + MOST_STEPS);
    }
    return Integer.parseInt(text);
  }

  /** L as the file tells it. */
  static int window(Map<String, String> told) {
    String text = told.getOrDefault(DetectorContract.WINDOW_KEY, "nothing");
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw wrong(DetectorContract.WINDOW_KEY, text, "steps, as no width of the inputs tells them");
    }
    return Integer.parseInt(text);
  }

  private static int lags(String text, int window) {
    if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) > window) {
      throw wrong(DetectorContract.LAGS_KEY, text, "at most the window of " + window);
    }
    return Integer.parseInt(text);
  }

  private static long stepMillis(String text) {
    if (!text.matches("[1-9][0-9]{0,14}")) {
      throw wrong(DetectorContract.STEP_MILLIS_KEY, text, "milliseconds, at least 1");
    }
    return Long.parseLong(text);
  }

  private static FalseAlertRates rates(String text) {
    try {
      return FalseAlertRates.parse(text);
    } catch (IllegalArgumentException e) {
      throw broken(
          "metadata "
              + DetectorContract.FALSE_ALERT_RATES_KEY
              + " tells no rates: "
              + e.getMessage());
    }
  }

  private static DetectorException wrong(String key, String met, String expected) {
    return broken("metadata " + key + " is " + Bounded.text(met, 80) + ", expected " + expected);
  }

  /** The failure of a graph that does not keep the contract. */
  static DetectorException broken(String message) {
    return new DetectorException(
        DetectorException.Kind.CONTRACT,
        Bounded.text(message, SHOWN_CHARACTERS) + " (docs/MODEL.md tells the contract)");
  }
}
