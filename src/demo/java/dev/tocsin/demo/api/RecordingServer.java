package dev.tocsin.demo.api;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.demo.recording.Recording;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small Prometheus on the loopback interface that serves a recording, at the times at which it
 * was made.
 *
 * <p>It answers {@code query}, {@code query_range}, {@code series}, {@code labels}, {@code
 * label/…/values} and {@code status/buildinfo} as Prometheus 2.42 does, for expressions that are
 * plain selectors. Everything else, remote read among it, is 404.
 */
public final class RecordingServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads;

  private RecordingServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /**
   * Starts a server on a free port.
   *
   * @throws IOException if no port can be opened
   */
  public static RecordingServer start(Recording recording) throws IOException {
    return start(recording, InstantSource.system());
  }

  /** Starts a server on a free port; the clock tells the time of a question that names none. */
  static RecordingServer start(Recording recording, InstantSource clock) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool(RecordingServer::daemon);
    http.setExecutor(threads);
    http.createContext("/", new ApiHandler(new PrometheusApi(recording, clock)));
    http.start();
    return new RecordingServer(http, threads);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "recording-server");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens, such as {@code http://127.0.0.1:40123}. */
  public URI url() {
    InetSocketAddress address = http.getAddress();
    return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Stops listening at once. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
