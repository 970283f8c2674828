package dev.tocsin.function.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/**
 * A JSON array of numbers that are written straight from where they are, without an object each.
 */
public final class JsonNumbers implements JsonSerializable {
  private final int count;
  private final NumberWriter writer;

  public JsonNumbers(int count, NumberWriter writer) {
    this.count = count;
    this.writer = writer;
  }

  /** Writes the number at an index. */
  public interface NumberWriter {
    void write(JsonGenerator json, int index) throws IOException;
  }

  /** Writes a sample: NaN is null, and infinities are text, as Prometheus writes them. */
  public static void write(JsonGenerator json, double sample) throws IOException {
    if (Double.isNaN(sample)) {
      json.writeNull();
    } else if (Double.isInfinite(sample)) {
      json.writeString(sample > 0 ? "+Inf" : "-Inf");
    } else {
      json.writeNumber(sample);
    }
  }

  @Override
  public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < count; i++) {
      writer.write(json, i);
    }
    json.writeEndArray();
  }

  @Override
  public void serializeWithType(
      JsonGenerator json, SerializerProvider provider, TypeSerializer type) throws IOException {
    serialize(json, provider);
  }
}
