package dev.tocsin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SAM template against what is packaged. */
class TemplateTest {
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

  @Test
  void functions_areOfTocsin() {
    assertThat(template.at("/Resources/Score/Properties/Environment/Variables").toString())
        .isEqualTo("{\"QUARKUS_FUNQY_EXPORT\":\"score\"}");
    assertThat(template.at("/Resources/Retrain/Properties/Environment/Variables").toString())
        .isEqualTo("{\"QUARKUS_FUNQY_EXPORT\":\"retrain\"}");
    assertThat(
            template
                .at("/Resources/Score/Properties/Events/Asked/Properties/FunctionResponseTypes/0")
                .asText())
        .isEqualTo("ReportBatchItemFailures");
  }
}
