package dev.tocsin.push.delivery;

import dev.tocsin.push.Reports;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.spool.SpoolQueue;
import dev.tocsin.series.Labels;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A process with a sink on disk, to be killed: it prints the number of each report once the sink
 * has taken it.
 */
final class SpoolingProcess {
  private SpoolingProcess() {}

  /** Arguments: the receiver's URL, the spool's folder, and the first number. */
  public static void main(String[] arguments) {
    Sink sink = Sinks.hook(URI.create(arguments[0]), SpoolQueue.in(Path.of(arguments[1]), 1 << 24));
    sink.start();
    for (int number = Integer.parseInt(arguments[2]); ; number++) {
      sink.accept(report(number));
      System.out.println(number);
    }
  }

  private static Report report(int number) {
    Instant at = Reports.AT.minusSeconds(number);
    return new Report(
        Reports.SUBJECT,
        at,
        List.of(
            Reports.verdict(Labels.of("number", Integer.toString(number)), Reports.point(at, 2))),
        List.of());
  }
}
