package dev.tocsin.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorporaTest {
  @TempDir Path folder = Path.of("");

  @Test
  void synthetic_isTheSameAtEachCallAndOfManyScales() {
    Benchmark corpus = SyntheticCorpus.of(2);
    Benchmark again = SyntheticCorpus.of(2);

    assertThat(corpus.cases()).hasSize(24);
    Set<Integer> magnitudes = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      double[] values = corpus.cases().get(i).samples().row(0);
      assertThat(values).isEqualTo(again.cases().get(i).samples().row(0));
      assertThat(values.length).isBetween(500, 8_000);
      magnitudes.add((int) Math.log10(Arrays.stream(values).map(Math::abs).max().orElse(0)));
    }
    assertThat(magnitudes).hasSizeGreaterThan(5);
  }

  @Test
  void synthetic_hasOneToFourStretchesApartFromEachOther() {
    for (LabelledMatrix one : SyntheticCorpus.of(4).cases()) {
      List<StepRange> truth = one.truth();
      assertThat(truth).hasSizeBetween(1, 4);
      assertThat(truth.get(0).first()).isGreaterThanOrEqualTo(one.columns() / 4);
      for (int i = 1; i < truth.size(); i++) {
        assertThat(truth.get(i).first()).isGreaterThan(truth.get(i - 1).last());
      }
    }
  }

  @Test
  void noise_hasNothingToFind() {
    Benchmark noise = UneventfulSeries.make();

    assertThat(noise.cases()).hasSize(12).allSatisfy(one -> assertThat(one.truth()).isEmpty());
    double[] normal = noise.cases().get(0).samples().row(0);
    assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(0, within(0.05));
  }

  @Test
  void coreDns_isTheJobOfTheDemoWithItsIncidents() {
    Benchmark benchmark = CoreDnsRecording.at(Duration.ofSeconds(5));
    LabelledMatrix one = benchmark.cases().get(0);
    SeriesMatrix rates = one.samples();

    assertThat(rates.rows()).isEqualTo(3);
    assertThat(one.truth()).hasSize(4);
    assertThat(benchmark.protocol().season()).hasValue(Duration.ofMinutes(5));
    assertThat(mean(rates, 0, 200)).isBetween(10.0, 100.0);
    // The first incident is a stop of all traffic.
    StepRange stop = one.truth().get(0);
    assertThat(rates.value(0, stop.first() + 2)).isLessThan(1);
    assertThat(rates.value(0, stop.first() - 1)).isGreaterThan(10);
  }

  private static double mean(SeriesMatrix matrix, int from, int to) {
    return Arrays.stream(matrix.row(0), from, to).filter(v -> !Double.isNaN(v)).average().orElse(0);
  }

  @Test
  void nezha_readsEachPodWithItsFaults() throws IOException {
    Files.writeString(
        folder.resolve("faults.json"),
        """
        {"03": [{"inject_time": "x", "inject_timestamp": "1661140330", "inject_pod": "cart-1",
                 "inject_type": "cpu"}],
         "04": [{"inject_time": "x", "inject_timestamp": "1661140330", "inject_pod": "other",
                 "inject_type": "cpu"}]}
        """);
    Files.writeString(
        folder.resolve("cart-1_metric.csv"),
        """
        Time,TimeStamp,PodName,CpuUsage(m),CpuUsageRate(%),SyscallRead,NodeCpuUsageRate(%)
        2022-08-22 03:51:19.607158889 +0000 UTC m=+0.1,9,cart-1,1.5,5,2,3
        2022-08-22 03:52:19.6 +0000 UTC m=+60.1,9,cart-1,2.5,5,,3
        2022-08-22 03:53:19.6 +0000 UTC m=+120.1,9,cart-1,3.5,5,4,3
        """);

    assertThat(NezhaPods.isIn(folder)).isTrue();
    LabelledMatrix pod = NezhaPods.read(folder).cases().get(0);

    assertThat(pod.name()).isEqualTo("cart-1");
    assertThat(pod.samples().rows()).isEqualTo(2);
    assertThat(pod.samples().labels(0))
        .isEqualTo(Labels.of(Labels.METRIC_NAME, "CpuUsage(m)", "pod", "cart-1"));
    assertThat(pod.samples().row(1)).containsExactly(2, Double.NaN, 4);
    // 1661140330 is 03:52:10: the sample of 03:52:19 is the first that can show it.
    assertThat(pod.truth()).containsExactly(new StepRange(1, 2));
  }

  @Test
  void half_takesEverySecondCase() {
    Benchmark corpus = SyntheticCorpus.of(1);

    assertThat(corpus.half(Benchmark.Half.EVEN).cases()).hasSize(6).contains(corpus.cases().get(2));
    assertThat(corpus.half(Benchmark.Half.ODD).cases()).hasSize(6).contains(corpus.cases().get(1));
  }

  @Test
  void protocol_leavesTheQuietStepsOut() {
    Benchmark noise = UneventfulSeries.make();
    Benchmark coreDns = CoreDnsRecording.at(Duration.ofSeconds(5));
    LabelledMatrix twoSeasons = coreDns.cases().get(0);

    assertThat(noise.protocol().quietSteps(noise.cases().get(0))).isEqualTo(200);
    assertThat(coreDns.protocol().quietSteps(twoSeasons)).isEqualTo(120);
    assertThat(coreDns.protocol().counted(twoSeasons.truth(), twoSeasons)).hasSize(4);
    assertThat(coreDns.protocol().counted(List.of(new StepRange(119, 130)), twoSeasons)).isEmpty();
  }
}
