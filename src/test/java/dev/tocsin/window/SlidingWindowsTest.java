package dev.tocsin.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.series.Labels;
import dev.tocsin.series.SeriesMatrix;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.window.SlidingWindows.State;
import org.junit.jupiter.api.Test;

class SlidingWindowsTest {
  private static final double NAN = Double.NaN;

  private double[] window = {};

  @Test
  void copy_givesTheStepsBeforeTheTargetOldestFirst() {
    assertThat(copy(4, windows(3, 0, 1, 2, 3, 4, 5))).isEqualTo(State.USABLE);
    assertThat(window).containsExactly(2, 3, 4);
  }

  @Test
  void copy_neverLooksAtTheTargetOrBehindIt() {
    assertThat(copy(2, windows(2, 0, 1, 2, NAN, Double.POSITIVE_INFINITY))).isEqualTo(State.USABLE);
  }

  @Test
  void copyWhole_givesTheStepsUpToTheTargetIfAllAreThere() {
    SlidingWindows windows = windows(2, 0, 1, 2, 3, 4, NAN, 6, Double.POSITIVE_INFINITY);
    double[] values = new double[3];

    assertThat(windows.copyWhole(0, 1, values)).isFalse();
    assertThat(windows.copyWhole(0, 3, values)).isTrue();
    assertThat(values).containsExactly(2, 3, 4);
    assertThat(windows.copyWhole(0, 6, values)).isFalse();
    assertThat(windows.copyWhole(0, 7, values)).isFalse();
  }

  @Test
  void copy_carriesTheLastSampleOverShortGaps() {
    SlidingWindows windows = windows(4, 2, 1, 2, NAN, NAN, 5, 6);

    assertThat(copy(5, windows)).isEqualTo(State.USABLE);
    assertThat(window).containsExactly(2, 2, 2, 5);
  }

  @Test
  void copy_carriesASampleFromBeforeTheWindow() {
    SlidingWindows windows = windows(2, 2, 7, NAN, NAN, 9);

    assertThat(copy(3, windows)).isEqualTo(State.USABLE);
    assertThat(window).containsExactly(7, 7);
  }

  @Test
  void copy_refusesLongerGapsWhereverTheyBegin() {
    assertThat(copy(4, windows(3, 1, 1, NAN, NAN, 4, 5))).isEqualTo(State.GAP);
    assertThat(copy(3, windows(2, 1, 1, NAN, NAN, 4, 5))).isEqualTo(State.GAP);
    assertThat(copy(4, windows(2, 1, 1, NAN, NAN, 4, 5))).isEqualTo(State.GAP);
  }

  @Test
  void copy_isWarmingUpBeforeTheSeriesBegan() {
    assertThat(copy(2, windows(3, 2, 1, 2, 3))).isEqualTo(State.WARMING_UP);
    assertThat(copy(4, windows(2, 2, NAN, NAN, NAN, 4, 5))).isEqualTo(State.WARMING_UP);
    assertThat(copy(4, windows(2, 2, NAN, NAN, NAN, NAN))).isEqualTo(State.WARMING_UP);
  }

  @Test
  void copy_refusesInfinity() {
    assertThat(copy(2, windows(2, 0, 1, Double.NEGATIVE_INFINITY, 3))).isEqualTo(State.NOT_FINITE);
    assertThat(copy(2, windows(1, 1, Double.POSITIVE_INFINITY, NAN, 3)))
        .isEqualTo(State.NOT_FINITE);
  }

  @Test
  void copyKnown_leavesOutWhatIsNoMeasurementAndWhatLiesBeforeTheMatrix() {
    SlidingWindows windows = windows(2, 0, 1, 2, 1e151, NAN, Double.NEGATIVE_INFINITY, 6);
    double[] values = new double[4];

    windows.copyKnown(0, 5, values);
    assertThat(values).containsExactly(NAN, NAN, NAN, 6);
    windows.copyKnown(0, 1, values);
    assertThat(values).containsExactly(NAN, NAN, 1, 2);
  }

  @Test
  void beganInside_tellsWhetherTheFirstSampleLiesInTheWindow() {
    SlidingWindows windows = windows(2, 0, NAN, NAN, 3, 4, 5, 6);

    assertThat(windows.beganInside(0, 1)).isTrue();
    assertThat(windows.beganInside(0, 4)).isTrue();
    assertThat(windows.beganInside(0, 5)).isFalse();
  }

  private State copy(int target, SlidingWindows windows) {
    window = new double[windows.length()];
    return windows.copy(0, target, window);
  }

  private static SlidingWindows windows(int length, int maxGapSteps, double... samples) {
    SeriesMatrix matrix =
        SeriesMatrix.on(new TimeGrid(0, 1_000, samples.length))
            .add(Labels.empty(), samples)
            .build();
    return new SlidingWindows(matrix, length, maxGapSteps);
  }
}
