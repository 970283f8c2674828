package dev.tocsin.function.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.answer.AnswerText;
import dev.tocsin.function.emit.EventSender;
import dev.tocsin.function.emit.EventSink;
import dev.tocsin.function.job.Jobs;
import dev.tocsin.function.job.Pipelines;
import dev.tocsin.function.metrics.RunLog;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.function.request.Expected;
import dev.tocsin.function.request.RequestTime;
import dev.tocsin.function.score.ScoreScope;
import dev.tocsin.function.trigger.EventTypes;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.push.report.CloudEvent;
import dev.tocsin.series.TimeGrid;
import io.quarkus.funqy.Funq;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /plan}: splits a job into parts and has each scored by an event of its own, which the
 * platform hands to whichever process is free.
 *
 * <p>Every part is scored at the same time; planned again for the same step, the events are the
 * same ones.
 */
public final class PlanFunction {
  private static final int MAX_SHARDS = 1_000;
  private static final Expected EXPECTED = new Expected("{\"job\":\"dns\",\"shards\":8}");

  private final Jobs jobs;
  private final Pipelines pipelines;
  private final EventSink sink;
  private final ObjectMapper json;
  private final RunLog log;
  private final InstantSource clock;

  PlanFunction(
      Jobs jobs,
      Pipelines pipelines,
      EventSink sink,
      ObjectMapper json,
      RunLog log,
      InstantSource clock) {
    this.jobs = jobs;
    this.pipelines = pipelines;
    this.sink = sink;
    this.json = json;
    this.log = log;
    this.clock = clock;
  }

  /** Plans. */
  @Funq
  public PlanAnswer plan(@Nullable PlanRequest request) {
    return log.run(
        "plan",
        run -> {
          PlanRequest asked = EXPECTED.body(request);
          Job job = jobs.named(EXPECTED.given("job", asked.job()));
          run.job(job);
          run.put("steps", ScoreScope.steps(asked.points, job.reach())); // or no part is scored
          PlanAnswer plan = plan(job, asked);
          run.put("parts", plan.parts().size());
          run.put("sent", plan.sent());
          return plan;
        });
  }

  private PlanAnswer plan(Job job, PlanRequest asked) {
    Instant end = RequestTime.parse(asked.end(), clock.instant());
    Instant at = Instant.ofEpochMilli(TimeGrid.endingAt(end, job.reach().step(), 1).endMillis());
    List<PartAnswer> parts =
        pipelines.of(job).split(job, at, shards(asked.shards)).stream()
            .map(part -> PartAnswer.of(job.name(), at, asked.points, part))
            .toList();
    Optional<EventSender> sender = sink.sender();
    for (int i = 0; sender.isPresent() && i < parts.size(); i++) {
      String id = "%s/%s/%d-%d".formatted(job.name(), at, i + 1, parts.size());
      sender
          .get()
          .send(new CloudEvent(id, EventTypes.SCORE, "urn:tocsin:plan", at, write(parts.get(i))));
    }
    return new PlanAnswer(job.name(), at, sender.isPresent(), parts);
  }

  private static int shards(@Nullable String text) {
    if (text != null && text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= MAX_SHARDS) {
      return Integer.parseInt(text);
    }
    throw EXPECTED.wrong(
        (text == null ? "no shards given" : "shards is " + Quoted.of(text))
            + ", expected a number from 1 to "
            + MAX_SHARDS);
  }

  private ByteBuffer write(PartAnswer part) {
    return StandardCharsets.UTF_8.encode(AnswerText.of(part, json));
  }
}
