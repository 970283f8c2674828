package dev.tocsin.function.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.model.Manifest;
import dev.tocsin.testing.LogLines;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RunLogTest {
  private final RunLog log =
      new RunLog(new Metrics(new Manifest.Versions("t", "17", "1", "4")), InstantSource.system());

  @Test
  void run_isOneLine() {
    try (LogLines lines = LogLines.ofRuns()) {
      log.run(
          "score",
          run -> {
            run.put("series", 3);
            return run;
          });

      assertThat(lines.all())
          .singleElement()
          .asString()
          .matches("score series=3 outcome=ok ms=\\d+");
    }
  }

  @Test
  void run_thatFails_tellsWhyInWordsThatAreNoFields() {
    ProblemException failure =
        ProblemException.badRequest("job is \"a\" outcome=ok \"\\\"; expected another");
    try (LogLines lines = LogLines.ofRuns()) {
      assertThatThrownBy(
              () ->
                  log.run(
                      "score",
                      run -> {
                        throw failure;
                      }))
          .isSameAs(failure);

      assertThat(lines.all())
          .singleElement()
          .asString()
          .startsWith("score outcome=urn:tocsin:problem:bad-request status=400 detail=")
          .contains("\"job is \\\"a\\\" outcome=ok \\\"\\\\\\\"; expected another\" ms=");
    }
  }
}
