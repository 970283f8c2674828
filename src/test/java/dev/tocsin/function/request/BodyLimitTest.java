package dev.tocsin.function.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.function.auth.AlertKeyTest;
import dev.tocsin.http.Secret;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as they come over a socket: in chunks, where nobody says beforehand how many. */
@QuarkusTest
@TestProfile(AlertKeyTest.WithKey.class)
class BodyLimitTest {
  private static final int MEGABYTE = 1 << 20;
  private static final int CHUNK = 1 << 16;
  private static final String TOKEN = "X-API-Key: canary-token";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/score",
        "/retrain",
        "/plan",
        "/alert",
        "/dataset",
        "/models",
        "/",
        "/metrics",
        "/nothing",
        "/BACKTEST",
        "/backtest/",
        "/score?x=/backtest"
      })
  void chunks_beyondAMegabyteAreRefusedBeforeTheirEnd(String path) throws IOException {
    assertLarge(endless("POST " + path, TOKEN, MEGABYTE + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "GET"})
  void chunks_ofOtherMethodsAreBoundedToo(String method) throws IOException {
    assertLarge(endless(method + " /score", TOKEN, MEGABYTE + 1));
  }

  @Test
  void chunks_ofAMegabyteAreRead() throws IOException {
    assertThat(chunked("POST /score", TOKEN, "{\"job\":\"nope\"}", MEGABYTE))
        .startsWith("HTTP/1.1 404 ")
        .contains("unknown-job");
  }

  @Test
  void chunks_ofASignedNotificationAreBoundedToo() throws IOException {
    String json = "{\"alerts\":[]}";
    String signature = signature(json + " ".repeat(MEGABYTE - json.length()));

    assertThat(chunked("POST /alert", signature, json, MEGABYTE)).startsWith("HTTP/1.1 200 ");
    assertThat(chunked("POST /alert", signature, json, MEGABYTE - 1)).startsWith("HTTP/1.1 401 ");
    assertLarge(endless("POST /alert", signature, MEGABYTE + 1));
  }

  /** Who has no token need send no body: the answer does not wait for it, nor the connection. */
  @Test
  void chunks_ofStrangersAreNotRead() throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      String head = "POST /backtest HTTP/1.1\r\nHost: tocsin\r\nTransfer-Encoding: chunked\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));

      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 401 ").contains("no valid token");
    }
  }

  /** Nothing of a stranger's request without a body is still to come: he may go on asking. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /score", "GET /q/metrics", "POST /score"})
  void requests_ofStrangersWithoutABodyKeepTheConnection(String request) throws IOException {
    String head = request + " HTTP/1.1\r\nHost: tocsin\r\n";
    String last = head + "Connection: close\r\n\r\n";
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((head + "\r\n").getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(13)).asString().isEqualTo("HTTP/1.1 401 ");
      socket.getOutputStream().write(last.getBytes(ISO_8859_1));

      String rest = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(rest).contains("HTTP/1.1 401 ").endsWith("}");
    }
  }

  @Test
  void chunks_ofSeriesMayBeMore() throws IOException {
    assertThat(chunked("POST /backtest", TOKEN, "{\"job\":\"nope\"}", 3 * MEGABYTE))
        .startsWith("HTTP/1.1 404 ")
        .contains("unknown-job");
  }

  @Test
  void chunks_ofSeriesAreBoundedAsWell() throws IOException {
    assertLarge(endless("POST /backtest", TOKEN, 64 * MEGABYTE + 1));
  }

  @Test
  void lengths_thatAreTooLargeAreRefusedBeforeTheBody() throws IOException {
    String length = TOKEN + "\r\nContent-Length: ";
    assertLarge(ask("POST /score", length + (MEGABYTE + 1), out -> {}));
    assertLarge(ask("POST /backtest", length + (64 * MEGABYTE + 1), out -> {}));
  }

  /** HTTP/2 reads bodies another way: it is not spoken, and who asks for it is answered. */
  @Test
  void bodies_ofWhoAsksForHttp2AreBoundedToo() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest call =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/score"))
            .version(HttpClient.Version.HTTP_2)
            .header("X-API-Key", "canary-token")
            .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(MEGABYTE + 1)))
            .build();

    HttpResponse<String> answer = http.send(call, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  /** A form with a file in it: the function has no place for that. */
  @Test
  void forms_leaveNoFiles() throws IOException {
    Optional<FileTime> before = lastUpload();
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n";
    String type = "\r\nContent-Type: multipart/form-data; boundary=b";

    assertThat(chunked("POST /score", TOKEN + type, form, form.length()))
        .startsWith("HTTP/1.1 406 ");
    assertThat(lastUpload()).isEqualTo(before);
  }

  /** When something was last put into the folder that Quarkus would use. */
  private static Optional<FileTime> lastUpload() throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "uploads");
    return Files.isDirectory(folder)
        ? Optional.of(Files.getLastModifiedTime(folder))
        : Optional.empty();
  }

  private static void assertLarge(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .contains("application/problem+json", "urn:tocsin:problem:body-too-large")
        .contains("expected at most 1 MB, or 64 MB of series at /backtest");
  }

  private static String signature(String body) {
    long seconds = Instant.now().getEpochSecond();
    String hmac =
        Secret.of("canary-key")
            .hmacSha256((seconds + ".").getBytes(ISO_8859_1), body.getBytes(ISO_8859_1));
    return "X-Tocsin-Signature: t=" + seconds + ",v1=" + hmac;
  }

  /** Chunks of blanks, of which the last never comes. */
  private static String endless(String line, String header, int length) throws IOException {
    return ask(line, header + "\r\nTransfer-Encoding: chunked", out -> blanks(length, out));
  }

  /** A body, and blanks until it is as long as that. */
  private static String chunked(String line, String header, String body, int length)
      throws IOException {
    return ask(
        line,
        header + "\r\nTransfer-Encoding: chunked",
        out -> {
          chunk(body.getBytes(ISO_8859_1), out);
          blanks(length - body.length(), out);
          out.write("0\r\n\r\n".getBytes(ISO_8859_1));
        });
  }

  private static void blanks(int length, OutputStream out) throws IOException {
    for (int left = length; left > 0; left -= CHUNK) {
      chunk(" ".repeat(Math.min(left, CHUNK)).getBytes(ISO_8859_1), out);
    }
  }

  private static void chunk(byte[] bytes, OutputStream out) throws IOException {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    out.write(bytes);
    out.write("\r\n".getBytes(ISO_8859_1));
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The whole answer, after which the connection ends. */
  private static String ask(String line, String headers, Body body) throws IOException {
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      String type = headers.contains("Content-Type") ? "" : "Content-Type: application/json\r\n";
      String head =
          line + " HTTP/1.1\r\nHost: tocsin\r\nConnection: close\r\n" + type + headers + "\r\n\r\n";
      out.write(head.getBytes(ISO_8859_1));
      body.writeTo(out);
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
