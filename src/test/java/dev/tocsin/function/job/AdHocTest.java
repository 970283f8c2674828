package dev.tocsin.function.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.detect.Grouping;
import dev.tocsin.pipeline.job.InvalidJobException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdHocTest {
  private static final AdHoc UP = new AdHoc("up", null, null, null, null, List.of());

  @Test
  void job_hasTheSameNameForTheSameQuestionOnly() {
    AdHoc down = new AdHoc("down", null, null, null, null, List.of());

    assertThat(UP.job()).isEqualTo(UP.job());
    assertThat(UP.job()).matches(AdHoc::is);
    assertThat(UP.job().name()).isNotEqualTo(down.job().name());
  }

  @Test
  void job_inGroupsHasTheModelOfTheOneWithout() {
    AdHoc grouped = new AdHoc("up", null, null, null, null, List.of("pod"));

    assertThat(grouped.job().name()).isEqualTo(UP.job().name());
    assertThat(grouped.job().rules().grouping()).isEqualTo(Grouping.by("pod"));
  }

  @Test
  void job_withAWindowShorterThanAStep_isRefused() {
    AdHoc request = new AdHoc("up", "1m", "30", null, null, List.of());

    assertThatThrownBy(request::job)
        .isInstanceOf(InvalidJobException.class)
        .hasMessage("window is \"30s\", expected at least one step of 1m");
  }
}
