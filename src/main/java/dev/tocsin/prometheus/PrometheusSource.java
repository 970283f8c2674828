package dev.tocsin.prometheus;

import dev.tocsin.http.Deadline;
import dev.tocsin.http.Faults;
import dev.tocsin.prometheus.selector.SelectorNarrowing;
import dev.tocsin.prometheus.selector.SelectorParser;
import dev.tocsin.prometheus.selector.SelectorShards;
import dev.tocsin.prometheus.selector.SelectorText;
import dev.tocsin.prometheus.wire.LabelMatcher;
import dev.tocsin.series.Labels;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SeriesSource;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus server as a source of series. Thread-safe.
 *
 * <p>A plain selector is read by remote read, a third of the bytes at a tenth of the server's work;
 * anything else, and from servers without remote read, by query_range. Both ways give the same
 * samples to the bit. What the server is, is found out at the first read that wants to know, and
 * remembered for ten minutes.
 *
 * <p>Making one connects to nothing. Connections are kept between reads and closed some time after
 * the last one.
 */
public final class PrometheusSource implements SeriesSource {
  /** External labels can change while a server runs, and its version when it starts anew. */
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();

  private final PrometheusEndpoint endpoint;
  private final QueryRangeReader queryRange;
  private final RemoteReader remote;
  private final ServerProbe probe;
  private final SelectorSplit split;
  private final LongSupplier nanoTime;
  private volatile @Nullable Memory memory;

  /** What the server is, and until when that is taken for true. */
  private record Memory(Optional<ServerTraits> traits, long untilNanos) {}

  /** The source that is this server. */
  public PrometheusSource(PrometheusEndpoint endpoint) {
    this(endpoint, System::nanoTime);
  }

  /** The source that is this server, which measures by another {@link System#nanoTime}. */
  PrometheusSource(PrometheusEndpoint endpoint, LongSupplier nanoTime) {
    this.endpoint = endpoint;
    this.nanoTime = nanoTime;
    PrometheusHttp http = new PrometheusHttp(endpoint);
    this.queryRange = new QueryRangeReader(http, endpoint.limits());
    this.remote = new RemoteReader(http, endpoint.limits());
    this.probe = new ServerProbe(http);
    this.split = new SelectorSplit(http);
  }

  @Override
  public SeriesRead read(RangeQuery query) {
    Deadline deadline = Deadline.in(endpoint.deadline());
    return switch (endpoint.protocol()) {
      case QUERY_RANGE -> byQueryRange(query, deadline);
      case REMOTE_READ -> byRemoteRead(query, deadline);
      case AUTO -> byEither(query, deadline);
    };
  }

  @Override
  public List<String> split(RangeQuery query, int count) {
    try {
      return SelectorParser.parse(query.expression())
          .map(it -> split.split(it, query.grid(), count, Deadline.in(endpoint.deadline())))
          .filter(shards -> shards.size() > 1)
          .map(shards -> shards.stream().map(SelectorText::of).toList())
          .orElse(List.of(query.expression()));
    } catch (SourceException e) {
      throw Faults.at(endpoint.resolve(SelectorSplit.PATH), e);
    }
  }

  @Override
  public String narrowed(String expression, Collection<Labels> series) {
    return SelectorParser.parse(expression)
        .flatMap(selector -> SelectorNarrowing.to(series, selector))
        .map(SelectorText::of)
        .orElse(expression);
  }

  @Override
  public Predicate<Labels> selectedBy(String share) {
    return SelectorParser.parse(share).map(SelectorShards::addedTo).orElse(series -> true);
  }

  private SeriesRead byQueryRange(RangeQuery query, Deadline deadline) {
    try {
      return queryRange.read(query, deadline);
    } catch (SourceException e) {
      throw Faults.at(endpoint.resolve(QueryRangeReader.PATH), e);
    }
  }

  private SeriesRead byRemoteRead(RangeQuery query, Deadline deadline) {
    try {
      List<LabelMatcher> matchers =
          SelectorParser.parse(query.expression()).orElseThrow(PrometheusSource::notPlain);
      ServerTraits traits = traits(deadline).orElse(ServerTraits.USUAL);
      if (!traits.suit(matchers)) {
        throw notPlain();
      }
      return remote.read(matchers, query.grid(), traits, deadline);
    } catch (RemoteReader.NotAnsweredException e) {
      throw Faults.at(endpoint.resolve(RemoteReader.PATH), e.failure());
    } catch (SourceException e) {
      throw Faults.at(endpoint.resolve(RemoteReader.PATH), e);
    }
  }

  private static SourceException notPlain() {
    return new SourceException(
        Kind.BAD_QUERY,
        "the expression is not a plain selector without external labels, which is all that remote"
            + " read takes; let it be read by query_range");
  }

  private SeriesRead byEither(RangeQuery query, Deadline deadline) {
    Optional<List<LabelMatcher>> matchers = SelectorParser.parse(query.expression());
    if (matchers.isPresent()) {
      try {
        Optional<ServerTraits> traits = traits(deadline).filter(t -> t.suit(matchers.get()));
        if (traits.isPresent()) {
          return remote.read(matchers.get(), query.grid(), traits.get(), deadline);
        }
      } catch (RemoteReader.NotAnsweredException e) {
        if (e.isLasting()) {
          remember(Optional.empty());
        }
      } catch (SourceException e) {
        throw Faults.at(endpoint.resolve(RemoteReader.PATH), e);
      }
    }
    return byQueryRange(query, deadline);
  }

  private Optional<ServerTraits> traits(Deadline deadline) {
    Memory known = memory;
    if (known != null && known.untilNanos - nanoTime.getAsLong() > 0) {
      return known.traits;
    }
    ServerProbe.Finding finding = probe.probe(deadline);
    if (finding.isLasting()) {
      remember(finding.traits());
    }
    return finding.traits();
  }

  private void remember(Optional<ServerTraits> traits) {
    memory = new Memory(traits, nanoTime.getAsLong() + REMEMBERED_NANOS);
  }
}
