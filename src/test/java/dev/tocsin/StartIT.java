package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testing.BuiltCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The built function with wrong configuration: it does not start, and says which property it is.
 */
class StartIT {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tocsin.jobs.dns.step=fast tocsin.jobs.dns.query=up | tocsin.jobs.dns.step | \"fast\" is"
            + " not a duration; expected one such as 15s",
        "tocsin.jobs.dns.window=1s tocsin.jobs.dns.query=up | tocsin.jobs.dns.window | is \"1s\","
            + " expected at least one step of 1m",
        "tocsin.jobs.dns.stepp=1s tocsin.jobs.dns.query=up | tocsin.jobs.dns.stepp | does not map"
            + " to any root",
        "tocsin.jobs.dns.step=1s | tocsin.jobs.dns.query | is required",
        "tocsin.jobs.dns.schedule.retrain=often tocsin.jobs.dns.query=up |"
            + " tocsin.jobs.dns.schedule.retrain | \"often\" is not a duration; expected one such"
            + " as 15s, 1h30m, 7d or PT15S, or off",
        "tocsin.jobs.dns.schedule.score=10ms tocsin.jobs.dns.query=up |"
            + " tocsin.jobs.dns.schedule.score | is \"10ms\", expected 1s or more, or off",
        "tocsin.events.sink=ftp://x | tocsin.events.sink | ftp://x is not the URL of a sink for"
            + " events, expected one such as http",
        "tocsin.events.overrides=[] | tocsin.events.overrides | is \"[]\", expected JSON such as",
        "tocsin.events.sink=http://169.254.169.254/x | tocsin.events.sink | 169.254.169.254 is at"
            + " 169.254.169.254, where a cloud's metadata",
        "tocsin.addresses.allow=cloud | tocsin.addresses.allow | \"cloud\" is no network, expected"
            + " one such as 169.254.0.0/16",
        "tocsin.auth.alert-key=k | tocsin.auth.alert-key | set without a token, expected both",
        "tocsin.prometheus.url=http://[fd00:ec2::254]/ | tocsin.prometheus.url | [fd00:ec2::254] is"
            + " at fd00:ec2:0:0:0:0:0:254",
        "tocsin.store.keep=0 | tocsin.store.keep | 0 versions kept, expected at least 1",
        "tocsin.prometheus.url=http://bob:canary@x | tocsin.prometheus.url | the Prometheus URL has"
            + " user info before @, expected none",
        "tocsin.prometheus.url=http://bob:canary^1@x | tocsin.prometheus.url | the text is no URL"
            + " (Illegal character in",
        "tocsin.events.sink=http://bob:canary^1@x | tocsin.events.sink | the text is no URL",
        "tocsin.auth.token= | tocsin.auth.token | set, but empty, expected a value",
        "tocsin.prometheus.bearer.token= | tocsin.prometheus.bearer.token | set, but empty,"
            + " expected a value; leave it out to go without one",
        "tocsin.jobs.dns.model.time-zone=Europe/Berln tocsin.jobs.dns.query=up |"
            + " tocsin.jobs.dns.model.time-zone | \"Europe/Berln\" is no time zone; expected one",
        "tocsin.prometheus.url=ftp://x | tocsin.prometheus.url | ftp://x is not the URL of a"
            + " Prometheus, expected one such as http",
      })
  void start_withAWrongValueFailsAndNamesTheProperty(String options, String property, String why)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("-Dquarkus.http.port=0"));
    Arrays.stream(options.split(" ", -1)).forEach(option -> all.add("-D" + option));
    Process process = new ProcessBuilder(BuiltCommand.line(all)).redirectErrorStream(true).start();

    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(told).isNotZero();
    assertThat(told).contains(property).contains(why).doesNotContain("canary", "\tat ");
  }
}
