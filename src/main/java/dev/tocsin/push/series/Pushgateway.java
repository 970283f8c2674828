package dev.tocsin.push.series;

import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.DropReason;
import dev.tocsin.push.delivery.Drops;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.series.wire.Sample;
import dev.tocsin.push.spool.Parcel;
import dev.tocsin.series.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last scores of a job as a group of a Pushgateway, which replaces the group's former ones.
 *
 * <p>The group is {@code {job="tocsin", scheduler_alias=<job>}}. A Pushgateway takes no times: a
 * score counts from when it is scraped. An input label {@code job} moves to {@code exported_job},
 * because the group's takes its place.
 *
 * @see <a href="https://github.com/prometheus/pushgateway#api">Pushgateway's API</a>
 */
public final class Pushgateway implements Channel {
  private static final String JOB = "job";
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

  private final Receiver receiver;
  private final SeriesNaming naming;

  /**
   * A channel to a receiver.
   *
   * @param receiver at the Pushgateway's own URL, such as {@code http://localhost:9091}
   */
  public Pushgateway(Receiver receiver, SeriesNaming naming) {
    this.receiver = receiver;
    this.naming = naming;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    Samples samples = Samples.of(report, naming, now);
    Map<Labels, Sample> last = new LinkedHashMap<>();
    long invalid = 0;
    for (Sample sample : samples.inOrder()) {
      if (hasOnlyValidNames(sample.labels())) {
        last.put(grouped(sample.labels()), sample);
      } else {
        invalid++;
      }
    }
    Drops drops = samples.drops().plus(DropReason.INVALID_NAME, invalid);
    if (last.isEmpty()) {
      return new Packing(List.of(), drops);
    }
    Parcel parcel =
        Parcel.of(
                report.id(),
                now.toEpochMilli(),
                last.size(),
                ByteBuffer.wrap(text(last).getBytes(StandardCharsets.UTF_8)))
            .to(group(report.subject()));
    return new Packing(List.of(parcel), drops);
  }

  /** The parts of a job have groups of their own, or they would replace each other. */
  private static String group(Report.Subject subject) {
    String job = "/metrics/job/tocsin/" + SeriesNaming.SCHEDULER_ALIAS + '/' + subject.job();
    return subject
        .part()
        .map(part -> Base64.getUrlEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
        .map(part -> job + "/tocsin_part@base64/" + part)
        .orElse(job);
  }

  /** One bad name, and the Pushgateway refuses the whole group. */
  private static boolean hasOnlyValidNames(Labels labels) {
    return labels.asMap().keySet().stream().allMatch(SeriesNaming::isLabelName);
  }

  private static Labels grouped(Labels labels) {
    Optional<String> job = labels.value(JOB);
    if (job.isEmpty()) {
      return labels;
    }
    String free = "exported_" + JOB;
    while (labels.value(free).isPresent()) {
      free = "exported_" + free;
    }
    return labels.with(JOB, "").with(free, job.get());
  }

  /** The text format, the samples of a name together. */
  private static String text(Map<Labels, Sample> samples) {
    Map<String, List<Map.Entry<Labels, Sample>>> byName = new TreeMap<>();
    samples
        .entrySet()
        .forEach(
            entry ->
                byName
                    .computeIfAbsent(entry.getKey().metricName(), name -> new ArrayList<>())
                    .add(entry));
    StringBuilder text = new StringBuilder();
    byName.forEach(
        (name, entries) -> {
          text.append("# TYPE ").append(name).append(" gauge\n");
          entries.forEach(
              entry ->
                  text.append(entry.getKey()) // as Prometheus prints it
                      .append(' ')
                      .append(entry.getValue().value())
                      .append('\n'));
        });
    return text.toString();
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    byte[] body = parcel.copyOfBody();
    return receiver.send("PUT", parcel.path(), HEADERS, body).outcome(parcel.items());
  }
}
