package dev.tocsin.demo.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/**
 * Answers what it is told to, and remembers what it was asked: for tests of the client's own
 * decisions. That the client understands the real function is shown by the test that runs the demo.
 */
public final class StandInFunction implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer http;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  /** A stand-in on a free port. */
  public StandInFunction() throws IOException {
    this(0);
  }

  StandInFunction(int port) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.createContext("/", this::handle);
    http.start();
  }

  /** A program that is a function for as long as it is left running. */
  public static void main(String[] args) throws IOException {
    System.out.println("listening, as a real function would say");
    new StandInFunction(Integer.getInteger("quarkus.http.port", 0));
  }

  /** Adds the answer to one question; the last answer is given for ever. */
  public StandInFunction answer(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** The questions so far, as method, path and body. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
      Answer answer = next();
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer next() {
    Answer next = answers.size() > 1 ? answers.poll() : answers.peek();
    return next == null ? new Answer(200, "") : next;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
