package dev.tocsin.demo;

import java.net.URI;
import java.util.List;

/** What to try while the demo serves, as commands to copy. */
final class NextSteps {
  private final URI function;
  private final URI prometheus;
  private final DemoJob job;
  private final Recording recording;

  NextSteps(URI function, URI prometheus, DemoJob job, Recording recording) {
    this.function = function;
    this.prometheus = prometheus;
    this.job = job;
    this.recording = recording;
  }

  List<String> lines() {
    Incident surge = recording.incidents().get(1);
    return List.of(
        "Try next, while this serves (Ctrl-C ends it):",
        "  # score the middle of an incident: " + surge.kind(),
        "  " + post("/score", "\"job\":\"" + job.name() + "\"" + end(surge)),
        "  # score any other query; a model is trained first",
        "  "
            + post(
                "/score",
                "\"query\":\"go_goroutines\",\"step\":\"5s\",\"window\":\"1m\",\"history\":\"20m\""
                    + end(surge)),
        "  # train anew",
        "  " + post("/retrain", "\"job\":\"" + job.name() + "\"" + end(surge)),
        "  # what the function reads",
        "  curl -s '%s/api/v1/query?query=%s&time=%d'"
            .formatted(prometheus, job.query(), surge.from().getEpochSecond()),
        "  " + function + "/q/health");
  }

  /** The recording lies at fixed times, so a question must say when. */
  private static String end(Incident incident) {
    return ",\"end\":" + (incident.from().getEpochSecond() + incident.to().getEpochSecond()) / 2;
  }

  private String post(String path, String fields) {
    return "curl -s %s%s -H 'Content-Type: application/json' -d '{%s}'"
        .formatted(function, path, fields);
  }
}
