package dev.tocsin.eval.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled series and the protocol by which alerts on them are judged.
 *
 * @param name what it is called in the report
 * @param cases the labelled series, in the order that parts them into halves
 * @param protocol how they are judged
 */
public record Benchmark(String name, List<LabelledMatrix> cases, Protocol protocol) {
  /** Copies the list. */
  public Benchmark {
    cases = List.copyOf(cases);
  }

  /** How many points its series have together, gaps too. */
  public long points() {
    return cases.stream().mapToLong(LabelledMatrix::points).sum();
  }

  /** Every second case, from the first (the half that is tuned on) or from the second. */
  public Benchmark half(Half half) {
    return new Benchmark(name, half.of(cases), protocol);
  }

  /** One half of the cases. */
  public enum Half {
    /** The first, third, fifth… case: index 0, 2, 4. */
    EVEN(0),
    /** The others. */
    ODD(1);

    private final int remainder;

    Half(int remainder) {
      this.remainder = remainder;
    }

    /** The elements of this half. */
    public <T> List<T> of(List<T> all) {
      return IntStream.range(0, all.size())
          .filter(index -> index % 2 == remainder)
          .mapToObj(all::get)
          .toList();
    }
  }
}
