package dev.tocsin.demo.tour;

import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.recording.Incident;
import dev.tocsin.demo.recording.Recording;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What to try while the demo serves, as commands to copy. */
public final class NextSteps {
  private final URI function;
  private final URI prometheus;
  private final DemoJob job;
  private final Recording recording;

  /** What to try on this function and its Prometheus. */
  public NextSteps(URI function, URI prometheus, DemoJob job, Recording recording) {
    this.function = function;
    this.prometheus = prometheus;
    this.job = job;
    this.recording = recording;
  }

  /** Prints it. */
  public void tell(PrintStream out) {
    out.println("\nTry next, while this serves (Ctrl-C ends it):\n");
    lines().forEach(line -> out.println("  " + line));
    out.flush();
  }

  /** Comments and commands, in turn. */
  List<String> lines() {
    Incident surge = recording.incidents().get(1);
    Instant within = surge.from().plus(Duration.between(surge.from(), surge.to()).dividedBy(2));
    String dns = "\"job\":\"" + job.name() + "\"";
    String other =
        "\"query\":\"process_open_fds\",\"step\":\"5s\",\"window\":\"1m\",\"history\":\"20m\"";
    return List.of(
        "# score a moment of an incident, " + surge.kind() + "; \"points\":\"all\" gives all steps",
        post("/score", dns, within),
        "# score a query of your own; a model is trained first",
        post("/score", other, within),
        "# train anew, on the end of the recording, incidents and all",
        post("/retrain", dns, recording.end()),
        "# what the function reads",
        "curl -s '%s/api/v1/query?query=%s&time=%s'".formatted(prometheus, job.query(), within),
        "# is it well?",
        "curl -s " + function + "/q/health");
  }

  /** The recording lies at fixed times, so each question says when. */
  private String post(String path, String fields, Instant end) {
    return "curl -s %s%s -H 'Content-Type: application/json' -d '{%s,\"end\":\"%s\"}'"
        .formatted(function, path, fields, end.truncatedTo(ChronoUnit.SECONDS));
  }
}
