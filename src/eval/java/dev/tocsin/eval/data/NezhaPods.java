package dev.tocsin.eval.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads Nezha's pods: the metrics of each pod of an online shop at one-minute steps, with faults
 * injected into some of them. Source: Yu et al., "Nezha: Interpretable Fine-Grained Root Causes
 * Analysis for Microservices on Multi-modal Observability Data", ESEC/FSE 2023.
 *
 * <p>A fault is taken to last {@value #FAULT_STEPS} minutes from its {@code inject_timestamp}; one
 * {@code inject_time} is a minute off it, and the metrics follow the timestamp. The samples' times
 * are those of the {@code Time} column: one pod's {@code TimeStamp} is damaged in about 100 rows.
 */
public final class NezhaPods {
  private static final int FAULT_STEPS = 5;
  private static final long STEP_MILLIS = Duration.ofMinutes(1).toMillis();
  private static final String FAULTS = "faults.json";
  private static final String POD = "pod";
  private static final String SUFFIX = "_metric.csv";

  /** Of {@code 2022-08-22 03:51:19.607158889 +0000 UTC} as far as it is needed. */
  private static final int TIME_LENGTH = "2022-08-22 03:51:19".length();

  /** By default the first fit would be after three hours, and ten of 17 faults before it. */
  private static final int FIRST_FIT = 60;

  private static final int BUFFER = 10;

  private NezhaPods() {}

  /** Whether there is a day of Nezha's in the folder. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FAULTS));
  }

  /**
   * The pods, each with all its series, ascending by name.
   *
   * @throws IOException if a file cannot be read
   */
  public static Benchmark read(Path folder) throws IOException {
    JsonNode faults = new ObjectMapper().readTree(folder.resolve(FAULTS).toFile());
    List<LabelledMatrix> pods = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList()) {
        pods.add(pod(file, faults));
      }
    }
    Protocol protocol =
        new Protocol(new Tolerance(0, 1, 0), BUFFER, Optional.empty(), Grouping.by(POD))
            .withFirst(FIRST_FIT);
    return new Benchmark("Nezha", pods, protocol);
  }

  private static LabelledMatrix pod(Path file, JsonNode faults) throws IOException {
    String fileName = file.getFileName().toString();
    String pod = fileName.substring(0, fileName.length() - SUFFIX.length());
    List<String[]> rows =
        Files.readAllLines(file).stream().map(line -> line.split(",", -1)).toList();
    String[] header = rows.get(0);
    long[] times = rows.stream().skip(1).mapToLong(row -> millis(row[0])).toArray();
    SeriesMatrix.Builder matrix =
        SeriesMatrix.on(new TimeGrid(times[0], STEP_MILLIS, times.length));
    for (int column : metricColumns(header)) {
      double[] values = rows.stream().skip(1).mapToDouble(row -> value(row, column)).toArray();
      matrix.add(Labels.of(Labels.METRIC_NAME, header[column], POD, pod), values);
    }
    return new LabelledMatrix(pod, matrix.build(), times, stretches(pod, faults, times));
  }

  /** The pod's own metrics; a rate in per cent is another metric over a constant. */
  private static int[] metricColumns(String[] header) {
    List<String> others = List.of("Time", "TimeStamp", "PodName");
    return IntStream.range(0, header.length)
        .filter(column -> !others.contains(header[column]))
        .filter(column -> !header[column].startsWith("Node"))
        .filter(column -> !header[column].contains("Rate(%)"))
        .toArray();
  }

  private static long millis(String text) {
    return Instant.parse(text.substring(0, TIME_LENGTH).replace(' ', 'T') + "Z").toEpochMilli();
  }

  /** The value, or NaN where the field is empty: the pod was not asked for it. */
  private static double value(String[] row, int column) {
    return column >= row.length || row[column].isBlank()
        ? Double.NaN
        : Double.parseDouble(row[column]);
  }

  private static List<StepRange> stretches(String pod, JsonNode faults, long[] times) {
    List<StepRange> stretches = new ArrayList<>();
    for (JsonNode hour : faults) {
      for (JsonNode fault : hour) {
        long from = fault.path("inject_timestamp").asLong() * 1_000;
        if (fault.path("inject_pod").asText().equals(pod) && from <= times[times.length - 1]) {
          stretches.add(stretch(from, times));
        }
      }
    }
    stretches.sort(Comparator.comparingInt(StepRange::first));
    return stretches;
  }

  private static StepRange stretch(long from, long[] times) {
    int found = Arrays.binarySearch(times, from);
    int first = found >= 0 ? found : -found - 1;
    return new StepRange(first, Math.min(times.length - 1, first + FAULT_STEPS));
  }
}
