package dev.tocsin.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.demo.function.DemoException;
import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.function.StandInFunction;
import dev.tocsin.demo.function.TocsinClient;
import dev.tocsin.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant FROM = Instant.parse("2026-11-21T21:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-21T21:02:30Z");
  private static final DemoJob JOB =
      new DemoJob(
          "dns",
          "up",
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1));

  private final StandInFunction function;
  private final Replay replay;

  ReplayTest() throws Exception {
    function = new StandInFunction();
    replay = new Replay(new TocsinClient(function.url()), JOB);
  }

  @AfterEach
  void stop() {
    function.close();
  }

  @Test
  void run_asksWindowAfterWindowToTheEnd() throws Exception {
    function.answer(200, scored("2026-11-21T21:00:05Z", 0.5));
    List<String> progress = new ArrayList<>();

    replay.run(FROM, TO, (end, part) -> progress.add(end + " " + part));

    assertThat(function.asked())
        .containsExactly(
            "POST /score {\"job\":\"dns\",\"end\":\"2026-11-21T21:01:00Z\",\"points\":\"all\"}",
            "POST /score {\"job\":\"dns\",\"end\":\"2026-11-21T21:02:00Z\",\"points\":\"all\"}",
            "POST /score {\"job\":\"dns\",\"end\":\"2026-11-21T21:02:30Z\",\"points\":\"all\"}");
    assertThat(progress)
        .containsExactly(
            "2026-11-21T21:01:00Z 0.4", "2026-11-21T21:02:00Z 0.8", "2026-11-21T21:02:30Z 1.0");
  }

  @Test
  void run_gathersPointsOverWindows() throws Exception {
    function
        .answer(200, scored("2026-11-21T21:00:05Z", 0.5))
        .answer(200, scored("2026-11-21T21:01:05Z", 1.5))
        .answer(200, scored("2026-11-21T21:01:05Z", 9));

    Scores scores = replay.run(FROM, TO, (end, part) -> {});

    assertThat(scores.points(Labels.of("type", "A")))
        .extracting(ScoredPoint::score)
        .containsExactly(0.5, 1.5);
  }

  @Test
  void run_saysWhatTheFunctionRefuses() {
    function.answer(404, "{\"status\":404,\"detail\":\"job 'dns' is not configured\"}");

    assertThatThrownBy(() -> replay.run(FROM, TO, (end, part) -> {}))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("answered 404, expected 200: job 'dns' is not configured");
  }

  @Test
  void run_refusesAnAnswerWithoutSeries() {
    function.answer(200, "{}");

    assertThatThrownBy(() -> replay.run(FROM, TO, (end, part) -> {}))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("answered {}, expected a list of series");
  }

  @Test
  void run_failsWhenNothingIsScored() {
    function.answer(
        200,
        """
        {"series":[{"labels":{"type":"A"},"outcome":"skipped","reason":"too few samples","points":[
          {"time":"2026-11-21T21:00:05Z","reason":"no model"}]}]}\
        """);

    assertThatThrownBy(() -> replay.run(FROM, TO, (end, part) -> {}))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("no point of 1 series")
        .hasMessageContaining("[no model, too few samples]");
  }

  @Test
  void run_saysThatNobodyAnswers() {
    function.close();

    assertThatThrownBy(() -> replay.run(FROM, TO, (end, part) -> {}))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("POST /score")
        .hasMessageContaining("failed: java.net.ConnectException");
  }

  private static String scored(String time, double score) {
    return """
    {"job":"dns","surprise":1,"series":[{"labels":{"type":"A"},"outcome":"scored","points":[
      {"time":"%s","y":1,"yhat":2,"yhat_lower":1,"yhat_upper":3,"anomaly_score":%s},
      {"time":"2026-11-21T21:00:10Z","reason":"no sample"}]}]}\
    """
        .formatted(time, score);
  }
}
