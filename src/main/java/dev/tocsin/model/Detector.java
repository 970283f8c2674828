package dev.tocsin.model;

import java.nio.channels.Channels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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
   * An id that sorts by time and stands for the contents: {@code 20260102t030405z-1a2b3c4d}. The
   * same fit at the same time has the same id.
   */
  public static String idOf(Instant trainedAt, Fitted fitted) {
    Digest contents =
        Digest.of(
            out -> {
              Channels.newChannel(out).write(fitted.graph().bytes());
              ParametersFile.write(fitted.parameters(), out);
            });
    return ID_TIME.format(trainedAt) + "-" + contents.hex().substring(0, 8);
  }
}
