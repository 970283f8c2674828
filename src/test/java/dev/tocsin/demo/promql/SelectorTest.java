package dev.tocsin.demo.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.series.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static final Labels SERIES =
      Labels.of("__name__", "up", "job", "dns", "path", "a\nb\"ü🔔\\");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "{__name__=\"up\"}",
        "up{job=\"dns\"}",
        "up{job=~\"d.s\"}",
        "up{job!=\"web\",}",
        "up{job!~\"web|db\"}",
        "up{zone=\"\"}",
        "up{zone!~\".+\"}",
        "up{path=\"a\\nb\\\"ü🔔\\\\\"}",
        "up{path=`a\nb\"ü🔔\\`}",
        "up{path='a\\012b\"\\xc3\\xbc\\U0001f514\\\\'}",
        "up{path!~\"a.b.*\"}",
        "up # {job=\"web\"}"
      })
  void matches_seriesThatFulfilAllConditions(String selector) throws BadDataException {
    assertThat(Selector.parse(selector).matches(SERIES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "down",
        "up{job=\"DNS\"}",
        "up{job=~\"dn\"}",
        "up{job=\"dns\",job!=\"dns\"}",
        "up{zone=~\".+\"}",
        "up{zone!=\"\"}"
      })
  void matches_noOtherSeries(String selector) throws BadDataException {
    assertThat(Selector.parse(selector).matches(SERIES)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(up[5m])",
        "sum(up)",
        "up[5m]",
        "up offset 5m",
        "up + 1",
        "up{job=\"dns\"} @ 1"
      })
  void parse_refusesMoreThanASelector(String promQl) {
    assertThatThrownBy(() -> Selector.parse(promQl))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the recording answers plain selectors only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "up{job=\"dns}  | character 13: met the end, expected the closing quote \"",
        "up{job=\"\\q\"} | unknown escape \\q",
        "up{job=\"\\xg0\"} | escape with \"g0\"",
        "up{job=\"\\400\"} | above \\377",
        "up{job?}       | character 7: met \"?}\", expected one of = != =~ !~",
        "up{job=~\"(\"} | \"(\" is no regular expression",
        "{job=\"\"}     | a selector must have a condition"
      })
  void parse_saysWhatIsWrong(String promQl, String message) {
    assertThatThrownBy(() -> Selector.parse(promQl))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_refusesTwoNames() {
    assertThatThrownBy(() -> Selector.parse("up{__name__=\"down\"}"))
        .hasMessageContaining("given twice");
  }
}
