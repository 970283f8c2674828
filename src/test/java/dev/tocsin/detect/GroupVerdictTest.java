package dev.tocsin.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.detect.JointScore.Part;
import dev.tocsin.detect.Unscored.Reason;
import dev.tocsin.series.Labels;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupVerdictTest {
  private static final double EXACT = 1e-12;
  private static final Grouping PODS = Grouping.by("pod");

  @Test
  void of_isTheMeanOfTheScoresEachCapped() {
    JointScore score =
        score(series("cpu", "a", 0.5), series("memory", "a", 3), series("ops", "a", 1e9));

    assertThat(score.anomalyScore()).isCloseTo((0.5 + 3 + 4) / 3, within(EXACT));
    assertThat(score.anomalous()).isTrue();
  }

  @Test
  void of_namesTheSeriesThatDroveItAndSharesSumToOne() {
    JointScore score =
        score(
            series("cpu", "a", 0.9),
            series("memory", "a", 5),
            series("ops", "a", 2),
            series("latency", "a", 1e9));

    assertThat(score.driver()).map(Labels::metricName).contains("latency");
    assertThat(score.parts())
        .extracting(part -> part.labels().metricName())
        .containsExactly("latency", "memory", "ops");
    assertThat(score.parts()).extracting(Part::share).containsExactly(0.4, 0.4, 0.2);
  }

  @Test
  void of_aCalmGroupHasNoDriver() {
    JointScore score = score(series("cpu", "a", 0.9), series("memory", "a", 0.3));

    assertThat(score.anomalyScore()).isCloseTo(0.6, within(EXACT));
    assertThat(score.driver()).isEmpty();
  }

  @Test
  void of_oneSeriesIsItsScore() {
    assertThat(score(series("cpu", "a", 2.5)).anomalyScore()).isEqualTo(2.5);
    assertThat(score(series("cpu", "a", 2.5)).parts()).extracting(Part::share).containsExactly(1.0);
  }

  @Test
  void of_eachLabelValueIsAGroupInTheOrderTheyAreMet() {
    List<GroupVerdict> groups =
        GroupVerdict.of(
            List.of(series("cpu", "b", 2), series("cpu", "a", 0.1), series("memory", "b", 1)),
            PODS);

    assertThat(groups)
        .extracting(GroupVerdict::labels)
        .containsExactly(Labels.of("pod", "b"), Labels.of("pod", "a"));
    assertThat(groups).extracting(group -> group.members().size()).containsExactly(2, 1);
    assertThat(groups).extracting(GroupVerdict::anomalous).containsExactly(true, false);
  }

  @Test
  void of_seriesWithoutTheLabelAreTheGroupThatHasNone() {
    SeriesVerdict without = new SeriesVerdict(Labels.of("__name__", "up"), List.of(scored(0, 2)));
    SeriesVerdict empty = new SeriesVerdict(Labels.of("pod", "", "x", "y"), List.of(scored(0, 1)));

    List<GroupVerdict> groups =
        GroupVerdict.of(List.of(without, series("cpu", "a", 0), empty), PODS);

    assertThat(groups)
        .extracting(GroupVerdict::labels)
        .containsExactly(Labels.empty(), Labels.of("pod", "a"));
    assertThat(groups.get(0).members()).hasSize(2);
  }

  @Test
  void of_twoLabelsKeepThoseThatASeriesHas() {
    Grouping both = Grouping.by("pod", "zone");

    assertThat(both.of(Labels.of("__name__", "up", "pod", "a", "zone", "z")))
        .isEqualTo(Labels.of("pod", "a", "zone", "z"));
    assertThat(both.of(Labels.of("__name__", "up", "zone", "z"))).isEqualTo(Labels.of("zone", "z"));
  }

  @Test
  void of_aSeriesWithoutAScoreCountsAsCalm() {
    JointScore score =
        score(series("cpu", "a", 3), unscored(Reason.NO_SAMPLE), unscored(Reason.CONSTANT));

    assertThat(score.anomalyScore()).isEqualTo(1);
    assertThat(score.parts()).extracting(Part::share).containsExactly(1.0);
  }

  @Test
  void of_aGroupWithoutScoresSaysWhyMostHaveNone() {
    GroupVerdict group =
        group(unscored(Reason.WARMING_UP), unscored(Reason.GAP), unscored(Reason.GAP));

    assertThat(group.skipped()).contains(Reason.GAP);
    assertThat(group.peak()).isEmpty();
    assertThat(group.anomalous()).isFalse();
  }

  @Test
  void of_whatAGateHoldsBackDoesNotDriveTheGroup() {
    SeriesVerdict held = new SeriesVerdict(labels("cpu", "a"), List.of(scored(0, 9).heldBack()));

    JointScore score = score(held, series("memory", "a", 1.5));

    assertThat(score.anomalyScore()).isEqualTo(0.75);
    assertThat(score.driver()).map(Labels::metricName).contains("memory");
  }

  @Test
  void of_eachPrefixGivesThePrefixOfThePoints() {
    List<SeriesVerdict> all =
        List.of(
            series("cpu", "a", 0, 2, 9, 0.4, 7),
            series("memory", "a", 3, 0.1, 9, 2, 0),
            series("cpu", "b", 1, 1, 1, 1, 1));
    List<GroupVerdict> whole = GroupVerdict.of(all, PODS);
    for (int length = 1; length <= 5; length++) {
      int until = length;
      List<GroupVerdict> part =
          GroupVerdict.of(
              all.stream()
                  .map(one -> new SeriesVerdict(one.labels(), one.points().subList(0, until)))
                  .toList(),
              PODS);
      assertThat(part).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThat(part.get(i).points()).isEqualTo(whole.get(i).points().subList(0, until));
      }
    }
  }

  @Test
  void peak_isTheFirstOfTheHighest() {
    GroupVerdict group = group(series("cpu", "a", 1, 3, 2, 3));

    assertThat(group.peak()).map(JointScore::time).contains(Instant.ofEpochSecond(1));
  }

  @Test
  void of_withoutGroupsIsEmpty() {
    assertThat(GroupVerdict.of(List.of(series("cpu", "a", 3)), Grouping.none())).isEmpty();
    assertThat(GroupVerdict.of(List.of(), PODS)).isEmpty();
  }

  @Test
  void by_refusesNamesThatAreNone() {
    assertThatThrownBy(() -> Grouping.by("pod", "pod"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[pod, pod], expected different names of labels, such as pod");
    assertThatThrownBy(() -> Grouping.by(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  private static JointScore score(SeriesVerdict... members) {
    return (JointScore) group(members).points().get(0);
  }

  private static GroupVerdict group(SeriesVerdict... members) {
    List<GroupVerdict> groups = GroupVerdict.of(List.of(members), PODS);
    assertThat(groups).hasSize(1);
    return groups.get(0);
  }

  private static SeriesVerdict unscored(Reason reason) {
    return new SeriesVerdict(
        labels("m" + reason, "a"), List.of(new Unscored(Instant.EPOCH, reason)));
  }

  private static SeriesVerdict series(String metric, String pod, double... scores) {
    return new SeriesVerdict(
        labels(metric, pod),
        IntStream.range(0, scores.length)
            .mapToObj(i -> (PointVerdict) scored(i, scores[i]))
            .toList());
  }

  private static Scored scored(int second, double score) {
    return new Scored(Instant.ofEpochSecond(second), 100 + 10 * score, 100, 90, 110, score);
  }

  private static Labels labels(String metric, String pod) {
    return Labels.of("__name__", metric, "pod", pod);
  }
}
