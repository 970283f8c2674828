package dev.tocsin.demo.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.demo.recording.NumberText;
import dev.tocsin.demo.recording.RecordedSeries;
import dev.tocsin.series.Labels;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the parts {@code data} of Prometheus's answers. */
final class ResultJson {
  private ResultJson() {}

  /** An instant vector: the series that have a sample at the one time. */
  static void vector(JsonGenerator json, List<RecordedSeries> series, Lookback times)
      throws IOException {
    startResult(json, "vector");
    long time = times.startMillis();
    for (RecordedSeries one : series) {
      int sample = times.sampleAt(one.timeline(), time);
      if (sample >= 0) {
        startSeries(json, one);
        json.writeFieldName("value");
        point(json, time, one.value(sample));
        json.writeEndObject();
      }
    }
    endResult(json);
  }

  /** A matrix: the series that have a sample at one of the times. */
  static void matrix(JsonGenerator json, List<RecordedSeries> series, Lookback times)
      throws IOException {
    startResult(json, "matrix");
    for (RecordedSeries one : series) {
      values(json, one, times);
    }
    endResult(json);
  }

  private static void values(JsonGenerator json, RecordedSeries series, Lookback times)
      throws IOException {
    boolean started = false;
    for (long time = times.startMillis(); time <= times.endMillis(); time += times.stepMillis()) {
      int sample = times.sampleAt(series.timeline(), time);
      if (sample >= 0) {
        if (!started) {
          startSeries(json, series);
          json.writeArrayFieldStart("values");
          started = true;
        }
        point(json, time, series.value(sample));
      }
    }
    if (started) {
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  static void labelSets(JsonGenerator json, List<Labels> labelSets) throws IOException {
    json.writeStartArray();
    for (Labels labels : labelSets) {
      labels(json, labels);
    }
    json.writeEndArray();
  }

  static void texts(JsonGenerator json, Collection<String> texts) throws IOException {
    json.writeStartArray();
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** What the server says it is: the version decides which lookback rule a client expects. */
  static void buildInfo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("version", "2.42.0");
    json.writeStringField("revision", "recording");
    for (String unknown : List.of("branch", "buildUser", "buildDate", "goVersion")) {
      json.writeStringField(unknown, "");
    }
    json.writeEndObject();
  }

  private static void startResult(JsonGenerator json, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("resultType", type);
    json.writeArrayFieldStart("result");
  }

  private static void endResult(JsonGenerator json) throws IOException {
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void startSeries(JsonGenerator json, RecordedSeries series) throws IOException {
    json.writeStartObject();
    json.writeFieldName("metric");
    labels(json, series.labels());
  }

  private static void labels(JsonGenerator json, Labels labels) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> label : labels.asMap().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, long timeMillis, double value) throws IOException {
    json.writeStartArray();
    json.writeNumber(NumberText.seconds(timeMillis));
    json.writeString(NumberText.of(value));
    json.writeEndArray();
  }
}
