package dev.tocsin.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prometheus.wire.RemoteBodies;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.ChildJvm;
import dev.tocsin.testing.ScriptedServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is read, 64 MB beside the matrix do: read by a process whose heap has no more, so that
 * it fails if they do not.
 */
class MemoryBoundTest {
  private static final int BESIDE_MEGABYTES = 64;

  /** Of these, what is outside of the heap. */
  private static final int DIRECT_MEGABYTES = 8;

  /** Leaves less for the matrix and everything else than the matrix alone takes. */
  private static final int BALLAST_MEGABYTES = 40;

  private static final long START = 1_700_000_400_000L;
  private static final long STEP = 15_000;
  private static final int HOUR = 240;
  private static final int MEGABYTE = 1 << 20;

  /** How many bytes of what is endless are taken before it is too much. */
  private static final long BOUND = 200L * MEGABYTE;

  private static final String HEAD =
      "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";

  /** What an endless answer consists of: how it begins, and what then goes on for ever. */
  private enum Endless {
    BLANKS(HEAD, " "),
    LABEL(HEAD + "{\"metric\":{\"a\":\"", "x"),
    LABEL_NAME(HEAD + "{\"metric\":{\"", "x"),
    ESCAPED_LABEL(HEAD + "{\"metric\":{\"a\":\"", "\\n"),
    LABELS(HEAD + "{\"metric\":{\"a\":\"", "b\",\"c\":\""),
    NUMBER(HEAD + "{\"metric\":{},\"values\":[[", "1"),
    VALUE(HEAD + "{\"metric\":{},\"values\":[[1700000400,\"", "1"),
    DEPTH(HEAD + "{\"metric\":{},\"other\":", "["),
    WARNING(HEAD + "]},\"warnings\":[\"", "x"),
    WARNINGS(HEAD + "]},\"warnings\":[\"x\"", ",\"" + "w".repeat(1_000) + '"'),
    UNKNOWN_MEMBER("{\"other\":\"", "x"),
    UNKNOWN_MEMBERS("{\"other\":[1", ",1"),
    STATUS("{\"status\":\"", "x"),
    SERIES(HEAD + "{\"metric\":{},\"values\":[]}", ",{\"metric\":{},\"values\":[]}");

    private final String start;
    private final String rest;

    Endless(String start, String rest) {
      this.start = start;
      this.rest = rest;
    }

    byte[] start() {
      return start.getBytes(UTF_8);
    }

    byte[] rest() {
      return rest.repeat(MEGABYTE / rest.length()).getBytes(UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({"10000, 1", "1000, 24", "10000, 24"})
  void read_ofManySamplesByRemoteRead(int series, int hours) {
    int steps = hours * HOUR;
    try (ScriptedServer server = ScriptedServer.start(frames(series, steps))) {
      assertThat(child(server.uri(), ReadProtocol.REMOTE_READ, series, steps, 0))
          .isEqualTo("remote_read_streamed " + (long) series * steps);
    }
  }

  @Test
  void read_ofManySamplesByQueryRange() {
    try (ScriptedServer server = ScriptedServer.start(json(10_000, HOUR))) {
      assertThat(child(server.uri(), ReadProtocol.QUERY_RANGE, 10_000, HOUR, 0))
          .isEqualTo("query_range " + 10_000L * HOUR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void read_ofAnEndlessBody(Endless body) {
    ScriptedServer.Script script =
        (number, out) -> {
          out.write(head("application/json"));
          out.write(body.start());
          return forEver(out, body.rest());
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      assertThat(child(server.uri(), ReadProtocol.QUERY_RANGE, 1, HOUR, 0))
          .matches("(MALFORMED|TOO_LARGE) .*");
    }
  }

  /** A thousandth of what it is told to become: ten gigabytes, were they all taken. */
  @ParameterizedTest
  @EnumSource(names = {"BLANKS", "LABEL", "WARNING", "SERIES"})
  void read_ofAGzipBomb(Endless body) {
    ScriptedServer.Script script =
        (number, out) -> {
          out.write(head("application/json\r\nContent-Encoding: gzip"));
          out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
          out.write(deflated(body.start()));
          byte[] rest = deflated(body.rest());
          for (int i = 0; i < 10_000; i++) {
            out.write(rest);
          }
          return false;
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      assertThat(child(server.uri(), ReadProtocol.QUERY_RANGE, 1, HOUR, 0))
          .matches("(MALFORMED|TOO_LARGE) .*");
    }
  }

  /** Frames of nothing, of series without samples, of one series with ever more chunks. */
  @ParameterizedTest
  @ValueSource(strings = {"nothing", "no samples", "chunks", "histograms"})
  void read_ofEndlessFrames(String what) {
    byte[] labels = RemoteBodies.labels("a", "b");
    byte[] frame =
        switch (what) {
          case "nothing" -> RemoteBodies.frame(new byte[0]);
          case "no samples" -> RemoteBodies.frame(0, labels);
          case "chunks" -> RemoteBodies.frame(0, labels, RemoteBodies.xor(new long[] {START}, 1));
          default -> RemoteBodies.frame(0, labels, RemoteBodies.chunk(2, START, new byte[0]));
        };
    byte[] frames = repeated(frame, MEGABYTE / frame.length);
    try (ScriptedServer server = ScriptedServer.start(afterTheProbe(out -> forEver(out, frames)))) {
      assertThat(child(server.uri(), ReadProtocol.REMOTE_READ, 1, HOUR, 0))
          .startsWith("TOO_LARGE more than " + BOUND + " body bytes");
    }
  }

  /** Each label is one that a series may have; all together they are not. */
  @Test
  void read_ofSeriesWithLongLabels() {
    String labels = "x".repeat(MEGABYTE / 2);
    ScriptedServer.Script script =
        (number, out) -> {
          out.write(head("application/json"));
          out.write(HEAD.getBytes(UTF_8));
          for (int i = 0; ; i++) {
            String series =
                "%s{\"metric\":{\"a\":\"%d%s\"},\"values\":[[1700000400,\"1\"]]}"
                    .formatted(i == 0 ? "" : ",", i, labels);
            out.write(series.getBytes(UTF_8));
          }
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      assertThat(child(server.uri(), ReadProtocol.QUERY_RANGE, 10_000, 1, 0))
          .startsWith("TOO_LARGE the query yields labels of more than");
    }
  }

  /** The bound is one: with more taken away than reading has no need of, it fails. */
  @Test
  void read_withTheMemoryTakenAwayFails() {
    try (ScriptedServer server = ScriptedServer.start(json(10_000, HOUR))) {
      assertThat(child(server.uri(), ReadProtocol.QUERY_RANGE, 10_000, HOUR, BALLAST_MEGABYTES))
          .contains("OutOfMemoryError");
    }
  }

  /** What a process of its own, with no more memory than the matrix and the bound, says. */
  private static String child(
      URI uri, ReadProtocol protocol, int series, int steps, int ballastMegabytes) {
    long matrix = (long) series * steps * Double.BYTES / MEGABYTE + 1;
    List<String> options =
        List.of(
            "-Xmn16m",
            "-Xmx" + (matrix + BESIDE_MEGABYTES - DIRECT_MEGABYTES) + "m",
            "-XX:MaxDirectMemorySize=" + DIRECT_MEGABYTES + "m");
    try (ChildJvm child =
        ChildJvm.start(options, Child.class, uri, protocol, series, steps, ballastMegabytes)) {
      return String.join("\n", child.rest());
    }
  }

  /** Reads in a JVM of its own. */
  static final class Child {
    private Child() {}

    /** Reads from the server at the URL given, and says what came of it. */
    public static void main(String[] arguments) {
      int series = Integer.parseInt(arguments[2]);
      TimeGrid grid = new TimeGrid(START, STEP, Integer.parseInt(arguments[3]));
      byte[] ballast = new byte[Integer.parseInt(arguments[4]) * MEGABYTE];
      long samples = (long) series * grid.count();
      long bytes = Math.max(BOUND, samples * Double.BYTES);
      ReadLimits limits = new ReadLimits(series, samples, bytes, bytes);
      PrometheusEndpoint endpoint =
          PrometheusEndpoint.at(URI.create(arguments[0]))
              .withProtocol(ReadProtocol.valueOf(arguments[1]))
              .withLimits(limits);
      try {
        SeriesRead read = new PrometheusSource(endpoint).read(new RangeQuery("load", grid));
        System.out.println(read.how().protocol() + " " + read.how().samples());
      } catch (SourceException e) {
        String message = String.valueOf(e.getMessage());
        System.out.println(e.kind() + " " + message.substring(message.indexOf(": ") + 2));
      } finally {
        Reference.reachabilityFence(ballast);
      }
    }
  }

  private static ScriptedServer.Script frames(int series, int steps) {
    byte[][] chunks = new byte[steps / 120][];
    for (int c = 0; c < chunks.length; c++) {
      long[] millis = new long[120];
      double[] values = new double[120];
      for (int i = 0; i < 120; i++) {
        millis[i] = START + (c * 120L + i) * STEP;
        values[i] = (c + i) % 100;
      }
      chunks[c] = RemoteBodies.xor(millis, values);
    }
    byte[] all = RemoteBodies.concat(chunks);
    return afterTheProbe(
        out -> {
          for (int i = 0; i < series; i++) {
            byte[] labels = RemoteBodies.labels(labels(i));
            out.write(RemoteBodies.frame(0, labels, all));
          }
          return false;
        });
  }

  private static ScriptedServer.Script json(int series, int steps) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      values.append(i == 0 ? "[" : ",[").append(START / 1000 + i * 15L).append(",\"");
      values.append(i * 1.25).append("\"]");
    }
    return (number, raw) -> {
      OutputStream out = new BufferedOutputStream(raw, 1 << 16);
      out.write(head("application/json"));
      out.write(HEAD.getBytes(UTF_8));
      for (int i = 0; i < series; i++) {
        String[] labels = labels(i);
        String metric =
            "%s{\"metric\":{\"%s\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"},\"values\":["
                .formatted(
                    i == 0 ? "" : ",",
                    labels[0],
                    labels[1],
                    labels[2],
                    labels[3],
                    labels[4],
                    labels[5]);
        out.write((metric + values + "]}").getBytes(UTF_8));
      }
      out.write("]}}".getBytes(UTF_8));
      out.flush();
      return false;
    };
  }

  private static String[] labels(int i) {
    return new String[] {"__name__", "load", "instance", "10.0.0." + i + ":9100", "job", "node"};
  }

  /** A body of frames. */
  @FunctionalInterface
  private interface Body {
    boolean write(OutputStream out) throws IOException;
  }

  /** A server that does not tell what it is, and answers remote read. */
  private static ScriptedServer.Script afterTheProbe(Body body) {
    return (number, raw) -> {
      if (number == 0) {
        raw.write("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
        return true;
      }
      OutputStream out = new BufferedOutputStream(raw, 1 << 16);
      out.write(head("application/x-streamed-protobuf; proto=x"));
      boolean more = body.write(out);
      out.flush();
      return more;
    };
  }

  private static byte[] head(String type) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n\r\n").getBytes(UTF_8);
  }

  private static boolean forEver(OutputStream out, byte[] bytes) throws IOException {
    while (true) {
      out.write(bytes);
    }
  }

  private static byte[] repeated(byte[] bytes, int times) {
    byte[] all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  /** A block that stands for itself, so that it can be sent again and again. */
  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(bytes);
    byte[] out = new byte[2 * bytes.length + 100];
    int length = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length);
  }
}
