package dev.tocsin.eval.nab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.detect.measure.Scores;
import dev.tocsin.eval.baseline.Baseline;
import dev.tocsin.eval.baseline.Baselines;
import dev.tocsin.eval.data.LabelledMatrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scorer on all of NAB, against figures of NAB's own code. */
class NabReferenceTest {
  private static final Path NAB = Path.of("../shared/data/nab");

  /** How detectors begin, and what the plainest of them calls a record, is not told exactly. */
  private static final double NEARLY = 1.5;

  private static List<LabelledMatrix> corpus = List.of();

  @BeforeAll
  static void readCorpus() {
    assumeTrue(NabCorpus.isIn(NAB), () -> "no NAB corpus in " + NAB);
    try {
      corpus = NabCorpus.read(NAB);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void read_findsEveryFileRowAndWindow() {
    assertThat(corpus).hasSize(58);
    assertThat(corpus.stream().mapToInt(LabelledMatrix::columns).sum()).isEqualTo(365_558);
    assertThat(corpus.stream().mapToInt(file -> file.truth().size()).sum()).isEqualTo(116);
  }

  @Test
  void optimum_agreesWithNabOnWindowedGaussian() {
    assertThat(optimum("windowed Gaussian", NabProfile.STANDARD)).isCloseTo(39.7, within(NEARLY));
    assertThat(optimum("windowed Gaussian", NabProfile.LOW_FN)).isCloseTo(47.4, within(NEARLY));
  }

  @Test
  void optimum_agreesWithNabOnTheRunningRange() {
    assertThat(optimum("running range", NabProfile.STANDARD)).isCloseTo(56.2, within(NEARLY));
    assertThat(optimum("running range", NabProfile.LOW_FN)).isCloseTo(58.5, within(NEARLY));
  }

  @Test
  void optimum_agreesWithNabOnValueNovelty() {
    assertThat(optimum("value novelty", NabProfile.STANDARD)).isCloseTo(66.0, within(NEARLY));
    assertThat(optimum("value novelty", NabProfile.LOW_FP)).isCloseTo(58.5, within(NEARLY));
    assertThat(optimum("value novelty", NabProfile.LOW_FN)).isCloseTo(72.4, within(NEARLY));
  }

  @Test
  void optimum_isLowForLuck() {
    assertThat(optimum("random", NabProfile.STANDARD)).isBetween(5.0, 15.0);
  }

  private static double optimum(String baseline, NabProfile profile) {
    Baseline detector =
        Baselines.all().stream().filter(b -> b.name().equals(baseline)).findAny().orElseThrow();
    List<Scores> scores =
        corpus.stream()
            .map(file -> detector.score(file.samples(), 0, new Baseline.Stream(file.name(), 288)))
            .toList();
    return new NabScorer(corpus).optimum(scores, profile).score();
  }
}
