package dev.tocsin.prometheus;

import dev.tocsin.http.ResponseBody;
import dev.tocsin.http.RetryAfter;
import dev.tocsin.prometheus.wire.SnappyInputStream;
import dev.tocsin.series.Bounded;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The answer to a request, its body still coming in; closing it before its end cuts it. */
final class Answer implements AutoCloseable {
  /** Enough for what Prometheus says of an error; a proxy's page may be longer. */
  private static final int ERROR_BYTES = 1 << 14;

  private static final int INFLATE_BUFFER_BYTES = 1 << 16;

  private final HttpResponse<ResponseBody> response;
  private final long maxBodyBytes;
  private @Nullable Refusal refusal;

  Answer(HttpResponse<ResponseBody> response, long maxBodyBytes) {
    this.response = response;
    this.maxBodyBytes = maxBodyBytes;
  }

  boolean isOk() {
    return response.statusCode() == 200;
  }

  /** What the server says the body is, in lower case; possibly empty. */
  String contentType() {
    return header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
  }

  /** How many body bytes were read so far, before decompression. */
  long received() {
    return response.body().received();
  }

  /** What an answer other than 200 says. */
  Refusal refusal() throws IOException {
    if (refusal == null) {
      byte[] words = response.body().readNBytes(ERROR_BYTES);
      int status = response.statusCode();
      String location = status / 100 == 3 ? header("Location").orElse("") : "";
      refusal = Refusal.of(status, words, location);
    }
    return refusal;
  }

  /** Whether the server turns everybody away for the moment, and not just this query. */
  boolean isBusy() throws IOException {
    int status = response.statusCode();
    return (status == 429 || status == 503) && !refusal().isTimeout();
  }

  /** How long the server wants to be left alone, if it says so. */
  Optional<Duration> retryAfter() {
    return RetryAfter.in(response.headers());
  }

  private Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /**
   * The body, decompressed.
   *
   * @throws SourceException if it is compressed in a way nobody asked for
   */
  InputStream body() throws IOException {
    String encoding = header("Content-Encoding").orElse("identity");
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
