package dev.tocsin.eval.contest;

import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.LabelledMatrix;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Lets contenders answer benchmarks, case by case on all cores. */
public final class Contest {
  private final Consumer<String> progress;

  private record Timed(Answer answer, long nanos) {}

  /**
   * A contest.
   *
   * @param progress told a line whenever a case is answered, from several threads
   */
  public Contest(Consumer<String> progress) {
    this.progress = progress;
  }

  /** All answers of a contender; they do not depend on the number of cores. */
  public Entry enter(Contender contender, Benchmark benchmark) {
    List<Timed> answers =
        IntStream.range(0, benchmark.cases().size())
            .parallel()
            .mapToObj(index -> answer(contender, benchmark, index))
            .toList();
    return new Entry(
        contender.name(),
        benchmark,
        answers.stream().map(Timed::answer).toList(),
        Duration.ofNanos(answers.stream().mapToLong(Timed::nanos).sum()));
  }

  private Timed answer(Contender contender, Benchmark benchmark, int index) {
    LabelledMatrix one = benchmark.cases().get(index);
    long start = System.nanoTime();
    Answer answer = contender.answer(one, benchmark.protocol());
    long nanos = System.nanoTime() - start;
    progress.accept(
        "%s, %s: %s, %d of %d, %d points in %.2f s"
            .formatted(
                contender.name(),
                benchmark.name(),
                one.name(),
                index + 1,
                benchmark.cases().size(),
                one.points(),
                nanos / 1e9));
    return new Timed(answer, nanos);
  }
}
