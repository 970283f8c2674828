package dev.tocsin.eval.nab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads NAB's files and windows: {@code <category>/<file>.csv} with {@code timestamp,value}, and
 * {@code labels/combined_windows.json}.
 */
public final class NabCorpus {
  private static final String WINDOWS = "labels/combined_windows.json";
  private static final String SUFFIX = ".csv";

  /** Of {@code 2014-04-10 07:15:00.000000} as far as the data go: whole seconds. */
  private static final int TIME_LENGTH = "2014-04-10 07:15:00".length();

  private NabCorpus() {}

  /** Whether there is a corpus in the folder. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(WINDOWS));
  }

  /**
   * All files, ascending by name; a case is named {@code <category>/<file>}.
   *
   * @throws IOException if a file cannot be read or does not fit the windows file
   */
  public static List<LabelledMatrix> read(Path folder) throws IOException {
    JsonNode windows = new ObjectMapper().readTree(folder.resolve(WINDOWS).toFile());
    List<LabelledMatrix> files = new ArrayList<>();
    for (Path file : dataFiles(folder)) {
      String key = folder.relativize(file).toString().replace('\\', '/');
      files.add(file(file, key, windows.path(key)));
    }
    return files;
  }

  private static List<Path> dataFiles(Path folder) throws IOException {
    try (Stream<Path> found = Files.find(folder, 2, (path, facts) -> facts.isRegularFile())) {
      return found.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static LabelledMatrix file(Path file, String key, JsonNode windows) throws IOException {
    if (!windows.isArray()) {
      throw new IOException("%s has no entry in %s, expected its windows".formatted(key, WINDOWS));
    }
    List<String> lines = Files.readAllLines(file);
    int rows = lines.size() - 1;
    long[] times = new long[rows];
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      String line = lines.get(row + 1);
      int comma = line.indexOf(',');
      if (comma < 0) {
        throw new IOException(
            "%s line %d is \"%s\", expected timestamp,value".formatted(key, row + 2, line));
      }
      times[row] = millis(line);
      values[row] = Double.parseDouble(line.substring(comma + 1));
    }
    String name = key.substring(0, key.length() - SUFFIX.length());
    SeriesMatrix matrix =
        SeriesMatrix.on(new TimeGrid(times[0], medianStep(times), rows))
            .add(Labels.of("file", name), values)
            .build();
    return new LabelledMatrix(name, matrix, times, stretches(key, windows, times));
  }

  private static List<StepRange> stretches(String key, JsonNode windows, long[] times)
      throws IOException {
    List<StepRange> stretches = new ArrayList<>();
    for (JsonNode window : windows) {
      stretches.add(
          new StepRange(
              row(key, times, window.path(0).asText()), row(key, times, window.path(1).asText())));
    }
    return stretches;
  }

  /** The first row of a time; hours stand twice where clocks were set back. */
  private static int row(String key, long[] times, String text) throws IOException {
    long time = millis(text);
    for (int row = 0; row < times.length; row++) {
      if (times[row] == time) {
        return row;
      }
    }
    throw new IOException("%s has no row of %s, expected one".formatted(key, text));
  }

  private static long millis(String line) {
    String iso = line.substring(0, TIME_LENGTH).replace(' ', 'T');
    return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static long medianStep(long[] times) {
    long[] steps = new long[times.length - 1];
    Arrays.setAll(steps, row -> times[row + 1] - times[row]);
    Arrays.sort(steps);
    return steps[steps.length / 2];
  }
}
