package dev.tocsin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tocsin.function.plan.PlanAnswer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SAM template against what is packaged. */
class TemplateTest {
  private static final String PARTS = "parts";
  private static final Path FOLDER = Path.of("src/main/sam");

  private JsonNode template = new ObjectMapper().createObjectNode();

  @BeforeEach
  void read() throws IOException {
    template =
        new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve("template.yaml").toFile());
  }

  @Test
  void handler_isAClassOfTheFunction() throws Exception {
    String handler = template.at("/Globals/Function/Handler").asText();
    String[] parts = handler.split("::", -1);

    assertThat(Class.forName(parts[0]).getMethods())
        .extracting(method -> method.getName())
        .contains(parts[1]);
  }

  @Test
  void code_isWhereItIsPackaged() {
    Path code = FOLDER.resolve(template.at("/Globals/Function/CodeUri").asText());
    assertThat(code.normalize()).isEqualTo(Path.of("target/lambda/function.zip"));
  }

  /** The parts of a plan are what the machine hands to Score, one by one and as they are. */
  @Test
  void stateMachine_scoresThePartsOfAPlan() {
    JsonNode machine = template.at("/Resources/ScoreInParts/Properties");
    JsonNode split = machine.at("/Definition/States/Split");
    JsonNode all = machine.at("/Definition/States/ScoreAll");
    JsonNode one = all.at("/ItemProcessor/States/ScoreOne");
    assertThat(split.at("/Parameters/FunctionName").asText()).isEqualTo("${PlanFunction}");
    assertThat(split.at("/OutputPath").asText()).isEqualTo("$.Payload");
    assertThat(all.at("/ItemsPath").asText()).isEqualTo("$." + PARTS);
    assertThat(PlanAnswer.class.getRecordComponents())
        .extracting(RecordComponent::getName)
        .contains(PARTS);
    assertThat(one.at("/Parameters/FunctionName").asText()).isEqualTo("${ScoreFunction}");
    assertThat(one.at("/Parameters/Payload.$").asText()).isEqualTo("$");
    assertThat(machine.at("/DefinitionSubstitutions/PlanFunction/Fn::GetAtt/0").asText())
        .isEqualTo("Plan");
    assertThat(machine.at("/DefinitionSubstitutions/ScoreFunction/Fn::GetAtt/0").asText())
        .isEqualTo("Score");
  }

  @Test
  void functions_areOfTocsin() {
    assertThat(template.at("/Resources/Score/Properties/Environment/Variables").toString())
        .isEqualTo("{\"QUARKUS_FUNQY_EXPORT\":\"score\"}");
    assertThat(template.at("/Resources/Retrain/Properties/Environment/Variables").toString())
        .isEqualTo("{\"QUARKUS_FUNQY_EXPORT\":\"retrain\"}");
    assertThat(template.at("/Resources/Plan/Properties/Environment/Variables").toString())
        .isEqualTo("{\"QUARKUS_FUNQY_EXPORT\":\"plan\"}");
    assertThat(
            template
                .at("/Resources/Score/Properties/Events/Asked/Properties/FunctionResponseTypes/0")
                .asText())
        .isEqualTo("ReportBatchItemFailures");
  }
}
