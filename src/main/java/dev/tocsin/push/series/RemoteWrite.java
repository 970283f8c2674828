package dev.tocsin.push.series;

import dev.tocsin.push.delivery.Channel;
import dev.tocsin.push.delivery.Outcome;
import dev.tocsin.push.delivery.Packing;
import dev.tocsin.push.delivery.Receiver;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.series.wire.Sample;
import dev.tocsin.push.series.wire.WriteRequest;
import dev.tocsin.push.spool.Parcel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores as series, by remote write 1.0.
 *
 * <p>A request that the receiver refuses because of some of its samples is halved until those are
 * alone; they are dropped, and all others arrive.
 *
 * @see <a href="https://prometheus.io/docs/specs/prw/remote_write_spec/">Remote write 1.0</a>
 */
public final class RemoteWrite implements Channel {
  /** What Prometheus itself sends at once by default; receivers are made for it. */
  private static final int MAX_SAMPLES = 2_000;

  /** Far below what receivers take; reached only by labels of kilobytes. */
  private static final int MAX_BYTES = 1 << 20;

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/x-protobuf",
          "Content-Encoding", "snappy",
          "X-Prometheus-Remote-Write-Version", "0.1.0");

  private final Receiver receiver;
  private final SeriesNaming naming;
  private @Nullable Bisection current;

  /**
   * A channel to a receiver.
   *
   * @param receiver at the whole URL, such as {@code http://localhost:9090/api/v1/write}
   */
  public RemoteWrite(Receiver receiver, SeriesNaming naming) {
    this.receiver = receiver;
    this.naming = naming;
  }

  @Override
  public Packing pack(Report report, Instant now) {
    Samples samples = Samples.of(report, naming, now);
    List<Parcel> parcels = new ArrayList<>();
    WriteRequest request = new WriteRequest();
    for (Sample sample : samples.inOrder()) {
      request.add(sample);
      if (request.samples() == MAX_SAMPLES || request.size() >= MAX_BYTES) {
        parcels.add(parcel(report, parcels.size(), request, now));
        request.clear();
      }
    }
    if (request.samples() > 0) {
      parcels.add(parcel(report, parcels.size(), request, now));
    }
    return new Packing(parcels, samples.drops());
  }

  private static Parcel parcel(Report report, int number, WriteRequest request, Instant now) {
    String id = report.id() + '/' + number;
    return Parcel.of(id, now.toEpochMilli(), request.samples(), request.view());
  }

  @Override
  public Outcome deliver(Parcel parcel) {
    Bisection bisection = current;
    if (bisection == null || !bisection.isOf(parcel)) {
      bisection = new Bisection(parcel);
      current = bisection;
    }
    Outcome outcome = bisection.run(body -> receiver.post("", HEADERS, body));
    if (outcome instanceof Outcome.Done) {
      current = null;
    }
    return outcome;
  }
}
