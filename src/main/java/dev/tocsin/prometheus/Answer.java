package dev.tocsin.prometheus;

import dev.tocsin.http.ResponseBody;
import dev.tocsin.prometheus.wire.SnappyInputStream;
import dev.tocsin.series.Bounded;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The answer to a request, its body still coming in; closing it before its end cuts it. */
final class Answer implements AutoCloseable {
  /** Enough for what Prometheus says of an error; a proxy's page may be longer. */
  private static final int ERROR_BYTES = 1 << 14;

  private static final int INFLATE_BUFFER_BYTES = 1 << 16;

  private final HttpResponse<ResponseBody> response;
  private final long maxBodyBytes;

  Answer(HttpResponse<ResponseBody> response, long maxBodyBytes) {
    this.response = response;
    this.maxBodyBytes = maxBodyBytes;
  }

  boolean isOk() {
    return response.statusCode() == 200;
  }

  /** What the server says the body is, in lower case; possibly empty. */
  String contentType() {
    return response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
  }

  /** How many body bytes were read so far, before decompression. */
  long received() {
    return response.body().received();
  }

  /** What an answer other than 200 says. */
  Refusal refusal() throws IOException {
    byte[] words = response.body().readNBytes(ERROR_BYTES);
    Optional<String> location =
        response.statusCode() / 100 == 3
            ? response.headers().firstValue("Location")
            : Optional.empty();
    return Refusal.of(response.statusCode(), words, location.orElse(""));
  }

  /**
   * The body, decompressed.
   *
   * @throws SourceException if it is compressed in a way nobody asked for
   */
  InputStream body() throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    InputStream body = response.body();
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> body;
      case "gzip" ->
          new CappedStream(new GZIPInputStream(body, INFLATE_BUFFER_BYTES), maxBodyBytes);
      case "snappy" -> new CappedStream(new SnappyInputStream(body), maxBodyBytes);
      default ->
          throw new SourceException(
              Kind.MALFORMED,
              "Content-Encoding is %s, expected none or gzip; let the proxy leave it as it is"
                  .formatted(Bounded.text(encoding, 40)));
    };
  }

  @Override
  public void close() {
    response.body().close();
  }
}
