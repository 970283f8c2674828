package dev.tocsin.demo.function;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Looks for a port on the loopback interface that nobody listens on. */
public final class FreePort {
  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * The first free port from {@code preferred} on.
   *
   * @throws DemoException if a hundred ports in a row are taken
   */
  public static int from(int preferred) throws DemoException {
    for (int port = preferred; port < preferred + TRIES; port++) {
      if (isFree(port)) {
        return port;
      }
    }
    throw new DemoException(
        "the ports %d to %d are all taken, expected a free one; end what listens there"
            .formatted(preferred, preferred + TRIES - 1));
  }

  /** One that the system chooses, so that two builds beside each other do not choose the same. */
  public static int any() throws DemoException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new DemoException("no port is free: " + e.getMessage(), e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
