package dev.tocsin.model;

import java.nio.channels.Channels;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A detector as it is stored and loaded: graph, parameters of its series, manifest.
 *
 * @param manifest what there is to know about it
 * @param graph to be run
 * @param parameters of the series it was fitted on
 */
public record Detector(Manifest manifest, OnnxGraph graph, SeriesParameters parameters) {
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd't'HHmmss'z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The detector that came out of a fit. */
  public static Detector of(Fitted fitted, Manifest.Origin origin, Manifest.Versions versions) {
    Digest parameters = Digest.of(out -> ParametersFile.write(fitted.parameters(), out));
    OnnxGraph graph = fitted.graph();
    Manifest manifest =
        new Manifest(
            DetectorContract.VERSION,
            origin,
            fitted.kind(),
            fitted.shape(),
            Manifest.Fit.of(fitted),
            new Manifest.Files(graph.size(), graph.digest().hex(), parameters.hex()),
            versions,
            Promotion.first());
    return new Detector(manifest, graph, fitted.parameters());
  }

  /** The detector with the decision on it in its manifest. */
  public Detector with(Promotion promotion) {
    return new Detector(manifest.with(promotion), graph, parameters);
  }

  /**
   * The detector with series that came after its fit, or those fitted anew; its graph and what it
   * knows of all others stay as they are.
   *
   * @param later of the same graph
   * @param at when the history of the series ends
   * @throws TrainingException of kind {@code OTHER_GRAPH} if their tensors are not this detector's
   */
  public Detector joinedBy(SeriesParameters later, Instant at) {
    if (!markable().names().equals(later.names())) {
      throw TrainingException.otherGraph(manifest.kind());
    }
    SeriesParameters all = markable().joinedBy(later);
    Manifest.Origin origin = manifest.origin().renamed(idOf(at, graph, all), at);
    Digest digest = Digest.of(out -> ParametersFile.write(all, out));
    String reason =
        "%d series joined the fit of %s, which goes on".formatted(later.size(), manifest.fitId());
    Promotion joined =
        new Promotion(
            Promotion.Decision.JOINED, reason, Optional.of(manifest.fitId()), Optional.empty());
    return new Detector(manifest.joined(origin, all.size(), digest, joined), graph, all);
  }

  /** What is known of the series, with room for when they joined. */
  private SeriesParameters markable() {
    if (parameters.has(DetectorContract.JOINED_AT)) {
      return parameters;
    }
    SeriesTensor never = SeriesTensor.filled(parameters.size(), Double.NaN);
    return parameters.with(
        Map.of(DetectorContract.JOINED_AT, never, DetectorContract.JOINED_STEPS, never));
  }

  /**
   * An id that sorts by time and stands for the contents: {@code 20260102t030405z-1a2b3c4d}. The
   * same fit at the same time has the same id.
   */
  public static String idOf(Instant trainedAt, Fitted fitted) {
    return idOf(trainedAt, fitted.graph(), fitted.parameters());
  }

  /** The time that an id of a fit begins with; none of another id. */
  static Optional<Instant> timeOf(String id) {
    try {
      return Optional.of(Instant.from(ID_TIME.parse(id, new ParsePosition(0))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String idOf(Instant trainedAt, OnnxGraph graph, SeriesParameters parameters) {
    Digest contents =
        Digest.of(
            out -> {
              Channels.newChannel(out).write(graph.bytes());
              ParametersFile.write(parameters, out);
            });
    return ID_TIME.format(trainedAt) + "-" + contents.hex().substring(0, 8);
  }
}
