package dev.tocsin.function;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that runs log, one a run, while this is open. */
public final class RunLines extends Handler implements AutoCloseable {
  private final Logger log = Logger.getLogger("dev.tocsin.run");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private RunLines() {}

  public static RunLines open() {
    RunLines lines = new RunLines();
    lines.log.addHandler(lines);
    return lines;
  }

  /** How many runs of a name there were. */
  public long count(String name) {
    return of(name).size();
  }

  /** The lines of runs of a name, in their order. */
  public List<String> of(String name) {
    return lines.stream().filter(line -> line.startsWith(name + " ")).toList();
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
