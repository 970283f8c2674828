package dev.tocsin.eval.nab;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Writes a detector's result files as NAB's own: {@code
 * <detector>/<category>/<detector>_<file>.csv} with {@code timestamp,value,anomaly_score,label}.
 *
 * <p>NAB takes every row at or above a threshold for a detection of its own, an alert is one. So
 * the row of an alert's onset carries its score s as {@code s/(1 + s)}: 0.5 is the shipped
 * threshold of 1. All other rows stay at or below {@value #MOST_ELSEWHERE}, in proportion to their
 * scores.
 */
public final class NabResults {
  private static final double MOST_ELSEWHERE = 0.005;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final String detector;

  /** Result files of a detector, below a folder. */
  public NabResults(Path folder, String detector) {
    this.folder = folder;
    this.detector = detector;
  }

  /**
   * Writes the results of one file.
   *
   * @throws IOException if it cannot be written
   */
  public void write(LabelledMatrix file, Scores scores, List<StepRange> alerts) throws IOException {
    int slash = file.name().indexOf('/');
    Path category = folder.resolve(detector).resolve(file.name().substring(0, slash));
    Files.createDirectories(category);
    Path target = category.resolve(detector + "_" + file.name().substring(slash + 1) + ".csv");
    Files.writeString(target, text(file, scores, alerts));
  }

  private static String text(LabelledMatrix file, Scores scores, List<StepRange> alerts) {
    StringBuilder text = new StringBuilder("timestamp,value,anomaly_score,label\n");
    for (int row = 0; row < file.columns(); row++) {
      int at = row;
      boolean isOnset = alerts.stream().anyMatch(alert -> alert.first() == at);
      boolean isLabelled = file.truth().stream().anyMatch(window -> window.contains(at));
      text.append(TIME.format(Instant.ofEpochMilli(file.timeMillis(row))))
          .append(',')
          .append(file.samples().value(0, row))
          .append(',')
          .append(String.format(Locale.ROOT, "%.6f", written(scores.orZero(row), isOnset)))
          .append(',')
          .append(isLabelled ? 1 : 0)
          .append('\n');
    }
    return text.toString();
  }

  private static double written(double score, boolean isOnset) {
    double share = score / (1 + score);
    return isOnset ? Math.max(share, 2 * MOST_ELSEWHERE) : MOST_ELSEWHERE * share;
  }
}
