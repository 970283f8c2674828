package dev.tocsin.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that are logged while this is open. */
public final class LogLines extends Handler implements AutoCloseable {
  private final Logger log;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogLines(String category) {
    this.log = Logger.getLogger(category);
  }

  /** The lines of a category. */
  public static LogLines of(String category) {
    LogLines lines = new LogLines(category);
    lines.log.addHandler(lines);
    return lines;
  }

  /** The lines of runs, one a run. */
  public static LogLines ofRuns() {
    return of("dev.tocsin.run");
  }

  /** All of them, in their order. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Those of runs of a function, in their order. */
  public List<String> ofRunsOf(String function) {
    return lines.stream().filter(line -> line.startsWith(function + " ")).toList();
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(String.format(line.getMessage(), line.getParameters()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    log.removeHandler(this);
  }
}
