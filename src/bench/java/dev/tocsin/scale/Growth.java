package dev.tocsin.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the cost of a run grows with the number of series, and with the window; prints tables and
 * draws both. Argument: the file of the plot.
 */
public final class Growth {
  private static final int HOURS = 2;
  private static final List<Integer> SERIES = List.of(1_000, 3_000, 10_000, 30_000, 100_000);
  private static final List<Integer> WINDOWS = List.of(30, 60, 120, 240);
  private static final int SERIES_OF_WINDOWS = 10_000;

  private Growth() {}

  /** Measures and draws. */
  public static void main(String[] arguments) throws IOException {
    List<WarmRuns> bySeries = new ArrayList<>();
    System.out.println(WarmRuns.HEAD);
    for (int series : SERIES) {
      bySeries.add(measure(new WarmRuns.Of("seasonal-ar", 0, HOURS, series)));
    }
    List<WarmRuns> byWindow = new ArrayList<>();
    System.out.println("\nlinear, windows of " + WINDOWS + " steps:\n" + WarmRuns.HEAD);
    for (int window : WINDOWS) {
      byWindow.add(measure(new WarmRuns.Of("linear", window, HOURS, SERIES_OF_WINDOWS)));
    }
    LogPlot left = new LogPlot("a run of seasonal-ar, by series", SERIES, costs(bySeries));
    LogPlot right = new LogPlot("10,000 series of linear, by window", WINDOWS, costs(byWindow));
    Files.writeString(Path.of(arguments[0]), LogPlot.sideBySide(left, right));
  }

  private static WarmRuns measure(WarmRuns.Of job) {
    WarmRuns runs = WarmRuns.measure(job);
    System.out.println(runs.row());
    return runs;
  }

  private static List<LogPlot.Line> costs(List<WarmRuns> runs) {
    return List.of(
        new LogPlot.Line("wall", "#1f6feb", runs.stream().map(WarmRuns::seconds).toList()),
        new LogPlot.Line("CPU, Tocsin", "#d1242f", runs.stream().map(WarmRuns::cpu).toList()),
        new LogPlot.Line(
            "CPU, Prometheus", "#9a6700", runs.stream().map(WarmRuns::prometheusCpu).toList()));
  }
}
