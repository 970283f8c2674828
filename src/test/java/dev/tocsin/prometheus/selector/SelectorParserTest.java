package dev.tocsin.prometheus.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.prometheus.wire.LabelMatcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '#',
      value = {
        "up → __name__=up",
        "' up\t' → __name__=up",
        "job:requests:rate5m → __name__=job:requests:rate5m",
        "up{} → __name__=up",
        "up{job=\"a\"} → __name__=up job=a",
        "up { job = 'a' , x != `b` , } → __name__=up job=a x!=b",
        "{__name__=\"up\",job!~\"a.*\"} → __name__=up job!~a.*",
        "{__name__=~\"node_.*\"} → __name__=~node_.*",
        "{job=~\".+\"} → job=~.+",
        "{job=~\"a|b\"} → job=~a|b",
        "{job!=\"\"} → job!=",
        "up{by=\"x\",sum=\"y\"} → __name__=up by=x sum=y",
        "rate → __name__=rate",
        "{a=\"ü\\u00fc\\xc3\\xbc\\303\\274\\U0001F600\"} → a=üüüü😀",
        "{a=\"\\\"'\\\\`\"} → a=\"'\\`",
        "{a='\\'\"'} → a='\"",
        "{a=`\\n\"'`} → a=\\n\"'"
      })
  void parse_recognisesPlainSelectors(String expression, String matchers) {
    assertThat(text(expression.replaceAll("^'|'$", ""))).isEqualTo(matchers);
  }

  @Test
  void parse_understandsEscapesOfControls() {
    assertThat(text("{a=\"\\a\\b\\f\\n\\r\\t\\v\"}")).isEqualTo("a=\u0007\b\f\n\r\t\u000b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "{,}",
        "1",
        "inf",
        "NaN",
        "sum",
        "bool",
        "up[5m]",
        "up offset 5m",
        "up @ 1",
        "up + up",
        "-up",
        "(up)",
        "rate(up[5m])",
        "\"up\"",
        "up # a comment",
        "up{job=\"a\"}x",
        "up{job=\"a\" x=\"b\"}",
        "up{job=\"a\",,}",
        "up{job==\"a\"}",
        "up{job=a}",
        "up{job=\"a\"",
        "up{job=\"a}",
        "up{job=}",
        "up{=\"a\"}",
        "up{1a=\"a\"}",
        "up{a:b=\"a\"}",
        "up{__name__=\"down\"}",
        "{\"up\"}",
        "{\"a b\"=\"c\"}",
        "{job=\"\"}",
        "{job!=\"a\"}",
        "{job=~\".*\"}",
        "{job=~\"a*\"}",
        "{job=~\"a?|b\"}",
        "{job=~\"|b\"}",
        "{job=~\"(a|)\"}",
        "{job=~\"a{0}\"}",
        "{job=~\"\"}",
        "{job!~\".+\"}",
        "{a=\"\\\"}",
        "{a=\"\\'\"}",
        "{a='\\\"'}",
        "{a=\"\\z\"}",
        "{a=\"\\xff\"}",
        "{a=\"\\x4\"}",
        "{a=\"\\400\"}",
        "{a=\"\\9\"}",
        "{a=\"\\ud800\"}",
        "{a=\"\\U00110000\"}",
        "{a=\"\\U-0000001\"}",
        "{a=\"b\nc\"}",
        "{a=`b",
        "{a=\"\\",
        "{a=",
        "{a",
        "ü",
        "up\u00a0"
      })
  void parse_leavesTheRestToPrometheus(String expression) {
    assertThat(SelectorParser.parse(expression)).isEmpty();
  }

  private static String text(String expression) {
    return SelectorParser.parse(expression).orElseThrow().stream()
        .map(matcher -> matcher.name() + sign(matcher.type()) + matcher.value())
        .collect(Collectors.joining(" "));
  }

  private static String sign(LabelMatcher.Type type) {
    return switch (type) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "!=";
      case MATCHES -> "=~";
      case MATCHES_NOT -> "!~";
    };
  }
}
