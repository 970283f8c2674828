package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.prometheus.wire.ChunkStreamDecoder;
import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.prometheus.wire.MatrixWriter;
import dev.tocsin.prometheus.wire.ReadRequest;
import dev.tocsin.prometheus.wire.ReadRequest.ResponseType;
import dev.tocsin.prometheus.wire.RemoteQuery;
import dev.tocsin.prometheus.wire.SampleStreamDecoder;
import dev.tocsin.prometheus.wire.UnfamiliarException;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;

/** Reads plain selectors by remote read, and puts the raw samples on the grid. */
final class RemoteReader {
  static final String STREAMED = "remote_read_streamed";
  static final String SAMPLES = "remote_read_samples";
  static final String PATH = "/api/v1/read";

  private static final List<ResponseType> BEST =
      List.of(ResponseType.STREAMED_XOR_CHUNKS, ResponseType.SAMPLES);

  private static final String STREAMED_TYPE = "application/x-streamed-protobuf";
  private static final String SAMPLES_TYPE = "application/x-protobuf";

  /** Three arrays of that many numbers are held beside the matrix. */
  private static final int MAX_STEPS = 1_000_000;

  private final PrometheusHttp http;
  private final ReadLimits limits;
  private final List<ResponseType> accepted;
  private final SelectorSplit split;

  RemoteReader(PrometheusHttp http, ReadLimits limits) {
    this(http, limits, BEST);
  }

  /** A reader that takes only these types of answers. */
  RemoteReader(PrometheusHttp http, ReadLimits limits, List<ResponseType> accepted) {
    this.http = http;
    this.limits = limits;
    this.accepted = accepted;
    this.split = new SelectorSplit(http);
  }

  /**
   * Asks for the series that fulfil all conditions.
   *
   * @throws NotAnsweredException if the server does not answer this by remote read
   */
  SeriesRead read(
      List<LabelMatcher> matchers, TimeGrid grid, ServerTraits traits, Deadline deadline) {
    Reading reading = new Reading(traits, limits.writer(grid));
    Parts<List<LabelMatcher>> parts =
        new Parts<>(
            MAX_STEPS,
            fewSteps(grid, traits),
            (selector, from, to) -> part(reading, selector, from, to, deadline),
            (selector, from, to, count) ->
                split.split(selector, grid.slice(from, to), count, deadline));
    return reading.result(parts.read(matchers, grid.count()));
  }

  /** Below the age a sample may have, fewer times hardly make for fewer samples. */
  private static int fewSteps(TimeGrid grid, ServerTraits traits) {
    return (int) Math.max(1, Math.min(MAX_STEPS, traits.maxAgeMillis() / grid.stepMillis()));
  }

  private long part(
      Reading reading, List<LabelMatcher> selector, int from, int to, Deadline deadline) {
    List<RemoteQuery> queries = RemoteQuery.partition(selector, reading.traits.externalLabels());
    TimeGrid part = reading.writer.beginPart(from, to);
    HttpRequest request =
        request(queries, part.startMillis() - reading.traits.maxAgeMillis(), part, deadline);
    return http.exchange(request, deadline, answer -> reading.decode(answer, queries));
  }

  private HttpRequest request(
      List<RemoteQuery> queries, long startMillis, TimeGrid part, Deadline deadline) {
    byte[] body = ReadRequest.encode(queries, startMillis, part.endMillis(), accepted);
    return http.request(PATH, deadline)
        .header("Content-Type", SAMPLES_TYPE)
        .header("Content-Encoding", "snappy")
        .header("Accept-Encoding", "snappy")
        .header("X-Prometheus-Remote-Read-Version", "0.1.0")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  /** One read in several parts. */
  private static final class Reading {
    private final ServerTraits traits;
    private final MatrixWriter writer;
    private String protocol = STREAMED;

    Reading(ServerTraits traits, MatrixWriter writer) {
      this.traits = traits;
      this.writer = writer;
    }

    SeriesRead result(long bytes) {
      return writer.result(protocol, bytes);
    }

    private long decode(Answer answer, List<RemoteQuery> queries) throws IOException {
      if (!answer.isOk()) {
        throw refused(answer.refusal());
      }
      try {
        if (answer.contentType().startsWith(STREAMED_TYPE)) {
          ChunkStreamDecoder.decode(answer.body(), queries, traits.maxAgeMillis(), writer);
          return answer.received();
        }
        if (answer.contentType().startsWith(SAMPLES_TYPE)) {
          protocol = SAMPLES;
          SampleStreamDecoder.decode(answer.body(), queries, traits.maxAgeMillis(), writer);
          return answer.received();
        }
      } catch (UnfamiliarException e) {
        throw NotAnsweredException.unfamiliar(String.valueOf(e.getMessage()));
      }
      throw NotAnsweredException.unfamiliar("Content-Type \"" + answer.contentType() + '"');
    }

    private static RuntimeException refused(Refusal refusal) {
      if (refusal.isTooManySamples()) {
        return new Parts.TooManySamplesException(refusal);
      }
      return refusal.isPassing() && refusal.status() != 500
          ? refusal.asException()
          : NotAnsweredException.refused(refusal);
    }
  }

  /** The server does not answer this query by remote read; query_range may be better. */
  static final class NotAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isLasting;
    private final SourceException failure;

    private NotAnsweredException(boolean isLasting, SourceException failure) {
      super(failure);
      this.isLasting = isLasting;
      this.failure = failure;
    }

    private static NotAnsweredException unfamiliar(String met) {
      return new NotAnsweredException(
          true,
          new SourceException(
              Kind.MALFORMED,
              met
                  + " in the answer of remote read, expected frames of XOR chunks or samples;"
                  + " read by query_range"));
    }

    /** What is wrong with one query (400, 500) says nothing of the next one. */
    private static NotAnsweredException refused(Refusal refusal) {
      boolean ofThisQuery = refusal.status() == 400 || refusal.status() == 500;
      return new NotAnsweredException(!ofThisQuery, refusal.asException());
    }

    /** Whether the server will not answer other queries either. */
    boolean isLasting() {
      return isLasting;
    }

    /** What to say if there is no other way. */
    SourceException failure() {
      return failure;
    }
  }
}
