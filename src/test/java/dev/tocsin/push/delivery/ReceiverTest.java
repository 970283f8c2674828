package dev.tocsin.push.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.http.Access;
import dev.tocsin.http.Credentials;
import dev.tocsin.http.Secret;
import dev.tocsin.http.TlsContexts;
import dev.tocsin.http.TlsFiles;
import dev.tocsin.push.Reports;
import dev.tocsin.testing.Certificates;
import dev.tocsin.testing.Doorkeeper;
import dev.tocsin.testing.RecordingReceiver;
import dev.tocsin.testing.ScriptedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverTest {
  private static final String CANARY = "canary-9fX2";

  private static Reply post(URI uri, Access access) {
    return new Receiver(uri, access, Duration.ofSeconds(20), Reports.CLOCK)
        .post("", Map.of(), new byte[] {1});
  }

  @Test
  void post_tellsHowLongTheReceiverWantsToBeLeftAlone() {
    try (ScriptedServer server =
        ScriptedServer.answering("HTTP/1.1 503 Busy\r\nRetry-After: 7", "busy")) {
      assertThat(post(server.uri(), Access.open()))
          .isEqualTo(new Reply(503, "busy", Optional.of(Duration.ofSeconds(7))));
    }
  }

  @Test
  void post_followsNoRedirect() {
    try (RecordingReceiver canary = RecordingReceiver.start();
        ScriptedServer server =
            ScriptedServer.answering("HTTP/1.1 307 Elsewhere\r\nLocation: " + canary.uri(), "")) {
      Reply reply = post(server.uri(), Access.open());
      assertThat(reply.outcome(3))
          .isEqualTo(
              Outcome.refused(3, "HTTP status 307; redirects are not followed, correct the URL"));
      assertThat(canary.requests()).isEmpty();
    }
  }

  @Test
  void post_presentsCredentialsAndHeaders() {
    try (RecordingReceiver target = RecordingReceiver.start();
        Doorkeeper door =
            Doorkeeper.before(
                target.uri(),
                Map.of("Authorization", "Bearer " + CANARY, "X-Scope-OrgID", "tenant"))) {
      Access access =
          Access.open()
              .withCredentials(Credentials.bearer(Secret.of(CANARY)))
              .withHeader("X-Scope-OrgID", Secret.of("tenant"));
      assertThat(post(door.uri(), access).status()).isEqualTo(204);
      Reply refused = post(door.uri(), Access.open());
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.mayPass()).isFalse();
      assertThat(target.requests()).hasSize(1);
    }
  }

  @Test
  void post_goesOverTlsWithOwnAuthorityAndClientCertificate(@TempDir Path folder) {
    Certificates.assumeAvailable();
    Certificates own = Certificates.in(folder).sign("server").sign("client");
    TlsFiles trusting = TlsFiles.platform().withAuthorities(own.authority());
    TlsFiles server = trusting.withClientCertificate(own.certificate("server"), own.key("server"));
    TlsFiles client = trusting.withClientCertificate(own.certificate("client"), own.key("client"));
    try (RecordingReceiver target = RecordingReceiver.start();
        Doorkeeper door = Doorkeeper.overTls(target.uri(), TlsContexts.of(server))) {
      assertThat(post(door.uri(), Access.open().withTls(client)).status()).isEqualTo(204);
      Reply stranger = post(door.uri(), Access.open());
      assertThat(stranger.status()).isZero();
      assertThat(stranger.mayPass()).isTrue();
      assertThat(stranger.words()).contains("no TLS connection");
    }
  }

  @Test
  void post_tellsOfAServerThatIsNotThere() {
    URI gone;
    try (RecordingReceiver receiver = RecordingReceiver.start()) {
      gone = receiver.uri();
    }
    Reply reply = post(gone, Access.open());
    assertThat(reply.mayPass()).isTrue();
    assertThat(reply.why())
        .isEqualTo(
            gone.getAuthority()
                + ": nobody listens there; start the server or correct the URL's host and port");
  }

  @Test
  void post_givesUpAnAnswerThatDoesNotEnd() {
    try (ScriptedServer server =
        ScriptedServer.start(
            (number, out) -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(new byte[1024]);
              }
            })) {
      // It took the request; how it goes on about that is not listened to.
      assertThat(post(server.uri(), Access.open()).isTaken()).isTrue();
    }
  }

  @Test
  void new_refusesUrlsThatAreNone() {
    assertThatThrownBy(() -> post(URI.create("http://bob:" + CANARY + "@localhost"), Access.open()))
        .hasMessage(
            "the receiver URL has user info before @, expected none; configure credentials apart");
    assertThatThrownBy(() -> post(URI.create("ftp://x"), Access.open()))
        .hasMessageStartingWith("ftp://x is not the URL of a receiver");
    assertThatThrownBy(() -> post(URI.create("localhost:9090"), Access.open()))
        .hasMessageStartingWith("localhost:9090 is not the URL of a receiver");
    for (String key :
        new String[] {"/services/" + CANARY + "?x=1", "?key=" + CANARY, "#" + CANARY}) {
      assertThatThrownBy(() -> post(URI.create("https://hooks.example" + key), Access.open()))
          .hasMessageStartingWith("https://hooks.example/… is not the URL of a receiver");
    }
  }
}
