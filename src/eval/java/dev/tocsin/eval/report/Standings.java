package dev.tocsin.eval.report;

import dev.tocsin.eval.contest.Entry;
import java.util.List;
import java.util.Optional;

/**
 * All entries of an evaluation.
 *
 * @param entries benchmark by benchmark, contender by contender
 * @param tocsinName what Tocsin's entries are called
 */
public record Standings(List<Entry> entries, String tocsinName) {
  /** Copies the list. */
  public Standings {
    entries = List.copyOf(entries);
  }

  /** The entries on a benchmark, in the order of the contenders; none if it was not run. */
  public List<Entry> of(String benchmark) {
    return entries.stream().filter(entry -> entry.benchmark().name().equals(benchmark)).toList();
  }

  /** Tocsin's entry on a benchmark. */
  public Optional<Entry> tocsin(String benchmark) {
    return of(benchmark).stream().filter(this::isTocsin).findAny();
  }

  /** Whether an entry is Tocsin's. */
  public boolean isTocsin(Entry entry) {
    return entry.contender().equals(tocsinName);
  }
}
