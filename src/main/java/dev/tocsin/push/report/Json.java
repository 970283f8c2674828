package dev.tocsin.push.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tocsin.series.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Writing JSON. */
public final class Json {
  /** Writes numbers in the fewest digits that read back the same, whatever the JDK. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private Json() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** JSON as UTF-8. */
  public static ByteBuffer of(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory there is none
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** Writes labels as an object. */
  public static void labels(JsonGenerator json, String field, Labels labels) throws IOException {
    texts(json, field, labels.asMap());
  }

  /** Writes texts as an object. */
  public static void texts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /** A number, or null where there is none: JSON knows neither NaN nor infinity. */
  public static void number(JsonGenerator json, String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(field, value);
    } else {
      json.writeNullField(field);
    }
  }
}
