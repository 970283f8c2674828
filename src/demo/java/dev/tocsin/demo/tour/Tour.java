package dev.tocsin.demo.tour;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.demo.function.DemoException;
import dev.tocsin.demo.function.DemoFunction;
import dev.tocsin.demo.function.DemoJob;
import dev.tocsin.demo.function.TocsinClient;
import dev.tocsin.demo.recording.Recording;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** The way through the demo, told while it is gone: start, train, replay, findings. */
public final class Tour {
  private static final double REPORTED_PART = 0.1;

  private final PrintStream out;
  private final Recording recording;
  private final DemoJob job;
  private final DemoFunction function;
  private final TocsinClient client;

  /** A tour of a function that was started. */
  public Tour(PrintStream out, Recording recording, DemoJob job, DemoFunction function) {
    this.out = out;
    this.recording = recording;
    this.job = job;
    this.function = function;
    this.client = new TocsinClient(function.url());
  }

  /** Goes the whole way. */
  public void run(URI prometheus) throws DemoException, InterruptedException {
    out.println("Tocsin on a recording of a CoreDNS to which four things happened:\n");
    say("recording", "45 minutes, served as Prometheus would at " + prometheus);
    start();
    Instant trained = recording.quietUntil();
    train(trained);
    Scores scores = replay(trained);
    tell(scores);
  }

  private void start() throws DemoException, InterruptedException {
    say("function", "starting, with job " + job.name() + ": " + job.query());
    Duration took =
        function.awaitReady(
            client, waited -> say("", "still starting, " + Figures.seconds(waited)));
    say("", "ready at " + function.url() + " after " + Figures.seconds(took));
  }

  private void train(Instant end) throws DemoException, InterruptedException {
    Instant start = end.minus(job.history());
    say("training", "on " + Figures.clock(start) + " to " + Figures.clock(end) + " UTC");
    long began = System.nanoTime();
    JsonNode answer = client.retrain(job.name(), end);
    JsonNode model = answer.path("model");
    say(
        "",
        "model %s (%s) of %s series after %s"
            .formatted(
                model.path("id").asText("?"),
                model.path("kind").asText("?"),
                answer.path("series").asText("?"),
                Figures.seconds(Duration.ofNanos(System.nanoTime() - began))));
  }

  private Scores replay(Instant from) throws DemoException, InterruptedException {
    Instant end = recording.end();
    say("replay", "of " + Figures.clock(from) + " to " + Figures.clock(end) + " UTC");
    double[] reported = {0};
    return new Replay(client, job)
        .run(
            from,
            end,
            (time, part) -> {
              if (part >= reported[0] + REPORTED_PART || part >= 1) {
                reported[0] = part;
                say("", "%s  %3.0f %%".formatted(Figures.clock(time), 100 * part));
              }
            });
  }

  private void tell(Scores scores) {
    Findings findings = Findings.in(scores, recording.incidents(), job);
    FindingsText text = new FindingsText(findings, new SeriesNames(scores.series()), job.step());
    out.println("\nWhat the function found, with the figures at the highest score:\n");
    text.table().forEach(line -> out.println("  " + line));
    out.println();
    text.summary().forEach(line -> out.println("  " + line));
    out.flush();
  }

  private void say(String what, String text) {
    out.printf("  %-10s %s%n", what, text);
    out.flush();
  }
}
