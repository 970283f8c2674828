package dev.tocsin.function.dataset;

import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.problem.Quoted;
import dev.tocsin.series.SeriesSource;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The configured servers a caller may choose from; never one of the caller's own. */
public final class Endpoints {
  /** The name of the server at {@code tocsin.prometheus.url}. */
  public static final String DEFAULT = "default";

  private final String url;
  private final SeriesSource source;

  public Endpoints(URI url, SeriesSource source) {
    this.url = url.toString();
    this.source = source;
  }

  /**
   * The server of this name or URL, or the default one if none is given.
   *
   * @throws ProblemException if it is not configured
   */
  public SeriesSource named(@Nullable String endpoint) {
    if (endpoint == null || endpoint.equals(DEFAULT) || bare(endpoint).equals(bare(url))) {
      return source;
    }
    throw ProblemException.badRequest(
        "endpoint %s is not configured; expected %s or %s"
            .formatted(Quoted.of(endpoint), Quoted.of(DEFAULT), Quoted.of(url)));
  }

  private static String bare(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
