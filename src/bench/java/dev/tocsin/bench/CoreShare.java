package dev.tocsin.bench;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/** How much of a core a benchmark of one thread got: divide by it where other programs run. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class CoreShare {
  private long startNanos;
  private double unitNanos;

  /** CPU time in the benchmark's unit of time, by whose clock JMH divides it. */
  public double cores;

  /** Reads the CPU clock. */
  @Setup(Level.Iteration)
  public void start(BenchmarkParams parameters) {
    unitNanos = parameters.getTimeUnit().toNanos(1);
    startNanos = cpuNanos();
    cores = 0;
  }

  /** Notes the CPU time so far; at the end of each invocation. */
  public void lap() {
    cores = (cpuNanos() - startNanos) / unitNanos;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
