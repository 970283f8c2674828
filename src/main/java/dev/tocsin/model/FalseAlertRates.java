package dev.tocsin.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which share of ordinary steps is expected to score at least so high.
 *
 * <p>Between two scores of the table the logarithm of the rate is linear, and so it goes on beyond
 * the last, down to {@link #LEAST}.
 *
 * @param scores ascending, the first of them 0
 * @param rates of the scores, falling, the first of them 1, all above 0
 */
public record FalseAlertRates(List<Double> scores, List<Double> rates) {
  /** What is rarer cannot be told from any history: a false alert in two years of minutes. */
  public static final double LEAST = 1e-6;

  /**
   * Copies the table.
   *
   * @throws IllegalArgumentException if it has not two scores, or is not as it is described
   */
  public FalseAlertRates {
    scores = List.copyOf(scores);
    rates = List.copyOf(rates);
    boolean isTable = scores.size() > 1 && scores.size() == rates.size();
    isTable = isTable && scores.get(0) == 0 && rates.get(0) == 1;
    for (int i = 1; isTable && i < scores.size(); i++) {
      isTable = scores.get(i) > scores.get(i - 1) && rates.get(i) < rates.get(i - 1);
      isTable &= rates.get(i) > 0;
    }
    if (!isTable) {
      throw new IllegalArgumentException(
          "scores "
              + scores
              + " with rates "
              + rates
              + ", expected as many, two or more: ascending from 0, and falling from 1");
    }
  }

  /** A table that was measured: scores above 0 and their rates below 1; it begins at 0 and 1. */
  public static FalseAlertRates measured(List<Double> scores, List<Double> rates) {
    return new FalseAlertRates(with(0, scores), with(1, rates));
  }

  private static List<Double> with(double first, List<Double> others) {
    List<Double> all = new ArrayList<>(others);
    all.add(0, first);
    return all;
  }

  /**
   * The table that a text tells: {@code score=rate}, separated by blanks.
   *
   * @throws IllegalArgumentException if it tells none
   */
  public static FalseAlertRates parse(String text) {
    List<Double> scores = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (String entry : text.split(" ", -1)) {
      String[] pair = entry.split("=", -1);
      if (pair.length != 2) {
        throw new IllegalArgumentException("'" + entry + "', expected score=rate");
      }
      scores.add(Double.valueOf(pair[0]));
      rates.add(Double.valueOf(pair[1]));
    }
    return new FalseAlertRates(scores, rates);
  }

  /** The table as {@link #parse} reads it. */
  public String text() {
    return IntStream.range(0, scores.size())
        .mapToObj(i -> scores.get(i) + "=" + rates.get(i))
        .collect(Collectors.joining(" "));
  }

  /** The same table with scores counted in units of {@code unit}. */
  public FalseAlertRates per(double unit) {
    return new FalseAlertRates(scores.stream().map(score -> score / unit).toList(), rates);
  }

  /** The share of ordinary steps that is expected to score at least {@code score}, above 0. */
  public double rate(double score) {
    int i = 1;
    while (i + 1 < scores.size() && scores.get(i) < score) {
      i++;
    }
    double share = (Math.max(0, score) - scores.get(i - 1)) / (scores.get(i) - scores.get(i - 1));
    return Math.max(LEAST, rates.get(i - 1) * Math.pow(rates.get(i) / rates.get(i - 1), share));
  }

  /**
   * The score that this share of ordinary steps is expected to reach.
   *
   * @param rate above 0, at most 1
   */
  public double score(double rate) {
    int i = 1;
    while (i + 1 < rates.size() && rates.get(i) > rate) {
      i++;
    }
    double share = Math.log(rate / rates.get(i - 1)) / Math.log(rates.get(i) / rates.get(i - 1));
    return scores.get(i - 1) + share * (scores.get(i) - scores.get(i - 1));
  }
}
