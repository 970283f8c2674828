package dev.tocsin.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.Access;
import dev.tocsin.http.Credentials;
import dev.tocsin.http.Secret;
import dev.tocsin.http.TlsContexts;
import dev.tocsin.http.TlsFiles;
import dev.tocsin.series.RangeQuery;
import dev.tocsin.series.SeriesRead;
import dev.tocsin.series.SourceException;
import dev.tocsin.series.SourceException.Kind;
import dev.tocsin.series.TimeGrid;
import dev.tocsin.testing.Certificates;
import dev.tocsin.testing.ChildJvm;
import dev.tocsin.testing.Doorkeeper;
import dev.tocsin.testing.PrometheusServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials, tenants and TLS, before a real Prometheus; the secret is looked for everywhere. */
class GuardedServerTest {
  private static final String CANARY = "canary-Zf9w";
  private static final RangeQuery QUERY =
      new RangeQuery("up", new TimeGrid(1_700_000_000_000L, 15_000, 2));

  @TempDir private static Path folder;

  private static PrometheusServer server;

  @BeforeAll
  static void start() {
    PrometheusServer.assumeAvailable();
    server = PrometheusServer.with().openMetrics("up{job=\"a\"} 1 1700000000\n").start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void read_presentsUserAndPassword() {
    String pair = Base64.getEncoder().encodeToString(("bob:" + CANARY).getBytes(UTF_8));
    assertOpens(
        Access.open().withCredentials(Credentials.basic("bob", Secret.of(CANARY))),
        Map.of("Authorization", "Basic " + pair));
  }

  @Test
  void read_presentsAToken() {
    assertOpens(
        Access.open().withCredentials(Credentials.bearer(Secret.of(CANARY))),
        Map.of("Authorization", "Bearer " + CANARY));
  }

  @Test
  void read_presentsTheTokenOfAFileAsItIsThen() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "old\n");
    Access access = Access.open().withCredentials(Credentials.bearer(Secret.inFile(file)));
    try (Doorkeeper door =
        Doorkeeper.before(server.uri(), Map.of("Authorization", "Bearer " + CANARY))) {
      PrometheusSource source = new PrometheusSource(endpoint(door.uri(), access));
      assertThatThrownBy(() -> source.read(QUERY)).hasMessageContaining("401");
      Files.writeString(file, " " + CANARY + "\n");
      assertThat(source.read(QUERY).matrix().rows()).isEqualTo(1);
    }
  }

  @Test
  void read_namesTheTenant() {
    assertOpens(
        Access.open()
            .withHeader("X-Scope-OrgID", Secret.of("tenant-1"))
            .withHeader("X-Key", Secret.of(CANARY)),
        Map.of("X-Scope-OrgID", "tenant-1", "X-Key", CANARY));
  }

  private static void assertOpens(Access access, Map<String, String> required) {
    try (Doorkeeper door = Doorkeeper.before(server.uri(), required)) {
      SeriesRead read = new PrometheusSource(endpoint(door.uri(), access)).read(QUERY);
      assertThat(read.how().protocol()).isEqualTo("remote_read_streamed");
      assertThat(read.matrix().rows()).isEqualTo(1);
      assertThatThrownBy(
              () -> new PrometheusSource(endpoint(door.uri(), Access.open())).read(QUERY))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
    }
    assertThat(endpoint(server.uri(), access).toString()).doesNotContain(CANARY, "tenant-1");
    assertRefusalHides(access);
  }

  /** A door that opens to nobody: neither the failure nor its causes tell the secret. */
  private static void assertRefusalHides(Access access) {
    try (Doorkeeper door = Doorkeeper.before(server.uri(), Map.of("X-None", "x"))) {
      for (ReadProtocol protocol : ReadProtocol.values()) {
        PrometheusEndpoint endpoint = endpoint(door.uri(), access).withProtocol(protocol);
        assertThatThrownBy(() -> new PrometheusSource(endpoint).read(QUERY))
            .hasMessageContaining("401")
            .satisfies(e -> assertThat(trace(e)).doesNotContain(CANARY, "tenant-1"));
      }
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void read_overTlsWithOwnAuthorityAndClientCertificate() {
    Certificates.assumeAvailable();
    Certificates own = Certificates.in(folder).sign("server").sign("client");
    TlsFiles ofServer =
        TlsFiles.platform()
            .withAuthorities(own.authority())
            .withClientCertificate(own.certificate("server"), own.key("server"));
    TlsFiles ofClient =
        TlsFiles.platform()
            .withAuthorities(own.authority())
            .withClientCertificate(own.certificate("client"), own.key("client"));
    try (Doorkeeper door = Doorkeeper.overTls(server.uri(), TlsContexts.of(ofServer))) {
      SeriesRead read = new PrometheusSource(tls(door.uri(), ofClient)).read(QUERY);
      assertThat(read.how().protocol()).isEqualTo("remote_read_streamed");
      assertThat(read.matrix().rows()).isEqualTo(1);
      TlsFiles anonymous = TlsFiles.platform().withAuthorities(own.authority());
      for (TlsFiles wrong : List.of(TlsFiles.platform(), anonymous)) {
        assertThatThrownBy(() -> new PrometheusSource(tls(door.uri(), wrong)).read(QUERY))
            .isInstanceOfSatisfying(
                SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      }
    }
  }

  @Test
  void read_saysWhatIsWrongWithAFile() throws IOException {
    Path none = folder.resolve("none");
    Path text = Files.writeString(folder.resolve("text"), CANARY);
    Path key =
        Files.writeString(
            folder.resolve("key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + CANARY.replace("-", "")
                + "\n-----END PRIVATE KEY-----");
    URI tls = URI.create("https://127.0.0.1:1");
    for (Path file : List.of(none, text)) {
      assertSays(tls(tls, TlsFiles.platform().withAuthorities(file)), file + " (");
    }
    Certificates.assumeAvailable();
    Path certificate = Certificates.in(Files.createDirectory(folder.resolve("own"))).authority();
    for (Path file : List.of(none, text, key)) {
      assertSays(
          tls(tls, TlsFiles.platform().withClientCertificate(certificate, file)),
          file + " (",
          "PKCS #8");
    }
  }

  @Test
  void read_saysWhatIsWrongWithTheFileOfASecret() throws IOException {
    URI uri = URI.create("http://127.0.0.1:1");
    Path lines = Files.writeString(folder.resolve("lines"), CANARY + "\n" + CANARY);
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xE4});
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path euro = Files.writeString(folder.resolve("euro"), CANARY + "€");
    for (Path file : List.of(folder.resolve("missing"), lines, latin, empty, euro)) {
      Access access = Access.open().withCredentials(Credentials.bearer(Secret.inFile(file)));
      assertSays(endpoint(uri, access), "the secret in " + file);
    }
  }

  private static void assertSays(PrometheusEndpoint endpoint, String... message) {
    assertThatThrownBy(() -> new PrometheusSource(endpoint).read(QUERY))
        .isInstanceOf(SourceException.class)
        .hasMessageContainingAll(message)
        .satisfies(e -> assertThat(trace(e)).doesNotContain(CANARY, CANARY.replace("-", "")));
  }

  /** A trust store that cannot be loaded does no harm where there is no TLS. */
  @Test
  void read_withoutTlsLoadsNoAuthorities() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), "not a store");
    List<String> options = List.of("-Djavax.net.ssl.trustStore=" + broken);
    try (ChildJvm child = ChildJvm.start(options, Child.class, server.uri())) {
      assertThat(child.rest()).containsExactly("read 1 series");
    }
  }

  /** Reads in a JVM of its own. */
  static final class Child {
    private Child() {}

    /** Reads from the server at the URL given. */
    public static void main(String[] arguments) {
      PrometheusEndpoint endpoint = PrometheusEndpoint.at(URI.create(arguments[0]));
      int rows = new PrometheusSource(endpoint).read(QUERY).matrix().rows();
      System.out.println("read " + rows + " series");
    }
  }

  private static PrometheusEndpoint endpoint(URI uri, Access access) {
    return PrometheusEndpoint.at(uri).withAccess(access);
  }

  private static PrometheusEndpoint tls(URI uri, TlsFiles files) {
    return endpoint(uri, Access.open().withTls(files));
  }
}
