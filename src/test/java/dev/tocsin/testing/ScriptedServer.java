package dev.tocsin.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A socket on loopback that misbehaves as told: for each request it reads, it runs a script on the
 * connection, and closes it after.
 */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Script script;
  private final AtomicInteger requests = new AtomicInteger();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch cut = new CountDownLatch(1);

  private ScriptedServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  /** What to answer to a request. */
  @FunctionalInterface
  public interface Script {
    /**
     * Answers a request.
     *
     * @param number how many requests came before
     * @return whether to await another request on this connection
     * @throws IOException as soon as the client has gone
     */
    boolean answer(int number, OutputStream out) throws IOException;
  }

  /** Starts a server. */
  public static ScriptedServer start(Script script) {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      ScriptedServer server = new ScriptedServer(socket, script);
      daemon(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a server that sends these bytes, head included, and closes. */
  public static ScriptedServer sending(byte[] answer) {
    return start(
        (number, out) -> {
          out.write(answer);
          return false;
        });
  }

  /** Starts a server that answers with a whole body and this head, without its closing line. */
  public static ScriptedServer answering(String head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String whole = head + "\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body;
    return sending(whole.getBytes(StandardCharsets.UTF_8));
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** How many requests came. */
  public int requests() {
    return requests.get();
  }

  /** Waits until a client has cut a connection while it was being answered. */
  public boolean awaitCut() throws InterruptedException {
    return cut.await(60, TimeUnit.SECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      do {
        if (!readRequest(in)) {
          return;
        }
      } while (script.answer(requests.getAndIncrement(), connection.getOutputStream()));
    } catch (IOException e) {
      cut.countDown();
    }
  }

  private static boolean readRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      if (line.equals("\0")) {
        return false;
      }
    }
    in.readNBytes(length);
    return true;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return "\0";
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
