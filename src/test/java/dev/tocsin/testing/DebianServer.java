package dev.tocsin.testing;

import java.net.URI;
import java.net.http.HttpResponse;

/** A server of a Debian package, running on a loopback port of its own. */
abstract class DebianServer implements AutoCloseable {
  private final ServerProcess server;

  DebianServer(ServerProcess server) {
    this.server = server;
  }

  /** Where it listens. */
  public final URI uri() {
    return server.uri();
  }

  /**
   * What it answers to a GET.
   *
   * @throws IllegalStateException if it does not
   */
  final String get(String path) {
    try {
      return server
          .get(path)
          .map(HttpResponse::body)
          .orElseThrow(() -> new IllegalStateException("no answer; log:\n" + server.log()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public final void close() {
    server.close();
  }
}
