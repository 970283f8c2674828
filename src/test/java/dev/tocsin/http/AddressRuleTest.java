package dev.tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.testing.ChildJvm;
import dev.tocsin.testing.RecordingReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "[fe80::1]",
        "[febf:ffff::1]",
        "[fd00:ec2::254]",
        "[FD00:0EC2:0:0::254]",
        "[fd00:ec2::253]",
        "[fd20:ce::254]",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "[::ffff:169.254.169.254]",
        "[::169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[2002:6464:64c8::]"
      })
  void check_refusesLinksAndMetadata(String host) {
    assertThatThrownBy(() -> AddressRule.standard().check(host))
        .isInstanceOf(ForbiddenAddressException.class)
        .hasMessageStartingWith(host + " is at ")
        .hasMessageEndingWith("correct the host, or allow the address by tocsin.addresses.allow");
    assertThatThrownBy(() -> AddressRule.standard().checkLiteral(host))
        .isInstanceOf(ForbiddenAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "[::1]",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "[fd00:ec3::254]",
        "[fec0::1]",
        "[64:ff9b::8.8.8.8]",
        "[2002:808:808::]",
        "8.8.8.8",
        "100.100.100.201"
      })
  void check_letsAllOthersPass(String host) {
    assertThatCode(() -> AddressRule.standard().check(host)).doesNotThrowAnyException();
  }

  @Test
  void allowing_opensNoMoreThanItSays() {
    AddressRule rule = AddressRule.allowing(List.of("169.254.20.0/24", "fe80::/10"));
    assertThatCode(() -> rule.check("169.254.20.10")).doesNotThrowAnyException();
    assertThatCode(() -> rule.check("[fe80::9]")).doesNotThrowAnyException();
    assertThatThrownBy(() -> rule.check("169.254.21.10"))
        .isInstanceOf(ForbiddenAddressException.class);
    assertThatThrownBy(() -> rule.check("[fd00:ec2::254]"))
        .isInstanceOf(ForbiddenAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "10.0.0.0/33",
        "fe80::/129",
        "1.2.3",
        "300.1.1.1",
        "::1/",
        "a:b"
      })
  void allowing_refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> AddressRule.allowing(List.of(text)))
        .hasMessage(
            "\"%s\" is no network, expected one such as 169.254.0.0/16 or fd00:ec2::254"
                .formatted(text));
  }

  /**
   * A JVM of its own reads names from a file, and keeps none; each line names the addresses of a
   * moment. So the name turns while the connection to its first address is still kept.
   */
  @Test
  void send_asksNoMoreOnceTheNameLeadsElsewhere(@TempDir Path folder) throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts"), "");
    List<String> options = List.of("-Djdk.net.hosts.file=" + hosts);
    try (RecordingReceiver canary = RecordingReceiver.start();
        ChildJvm child =
            ChildJvm.start(
                options,
                RebindingProcess.class,
                "http://server.test:" + canary.uri().getPort(),
                hosts,
                "127.0.0.1",
                "169.254.169.254",
                "127.0.0.1,fe80::1",
                "127.0.0.1")) {
      assertThat(child.rest())
          .containsExactly(
              "204",
              "server.test is at 169.254.169.254",
              "server.test is at fe80:0:0:0:0:0:0:1",
              "204");
      assertThat(canary.requests()).hasSize(2);
    }
  }
}
