package dev.tocsin.function.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.function.request.EventBridgeEnvelope;
import dev.tocsin.function.request.Expected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventBridgeEnvelopeTest {
  private static final String ENVELOPE =
      """
      {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718", "detail-type": "score",
       "source": "ops", "account": "111122223333", "time": "2026-11-22T05:00:00Z",
       "region": "us-west-1", "resources": [], "detail": %s}
      """;

  private final ObjectMapper json = new ObjectMapper();

  @BeforeEach
  void customize() {
    new EventBridgeEnvelope().customize(json);
  }

  private ScoreRequest read(String body) throws JsonProcessingException {
    return json.readValue(body, ScoreRequest.class);
  }

  @Test
  void envelope_isTakenOff_andItsTimeIsTheEnd() throws JsonProcessingException {
    ScoreRequest request = read(ENVELOPE.formatted("{\"job\":\"dns\",\"points\":\"all\"}"));
    assertThat(request.job()).isEqualTo("dns");
    assertThat(request.points).isEqualTo("all");
    assertThat(request.end()).isEqualTo("2026-11-22T05:00:00Z");
    assertThat(new Expected("").body(request)).isSameAs(request);
  }

  @Test
  void envelope_leavesTheEndThatTheBodySays() throws JsonProcessingException {
    assertThat(read(ENVELOPE.formatted("{\"job\":\"dns\",\"end\":7}")).end()).isEqualTo("7");
  }

  @Test
  void body_withoutEnvelopeIsReadAsItIs() throws JsonProcessingException {
    ScoreRequest request = read("{\"job\":\"dns\"}");
    assertThat(request.job()).isEqualTo("dns");
    assertThat(request.end()).isNull();
  }

  @Test
  void body_inAnEnvelopeMayHaveNoTypingErrorsEither() throws JsonProcessingException {
    for (String odd :
        new String[] {ENVELOPE.formatted("{\"jop\":\"x\"}"), ENVELOPE.formatted("3")}) {
      ScoreRequest request = read(odd);
      assertThatThrownBy(() -> new Expected("{}").body(request))
          .isInstanceOf(ProblemException.class)
          .hasMessageStartingWith("unknown field [");
    }
  }
}
