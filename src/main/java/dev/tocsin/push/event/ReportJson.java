package dev.tocsin.push.event;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.detect.GroupVerdict;
import dev.tocsin.detect.JointScore;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.push.report.Json;
import dev.tocsin.push.report.Notice;
import dev.tocsin.push.report.NoticeText;
import dev.tocsin.push.report.Report;
import dev.tocsin.push.report.ScoreValue;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * A report as JSON: what was counted, the notices, and the anomalous groups, if series are grouped,
 * and series, the worst first.
 */
final class ReportJson {
  /** About half a megabyte; who wants all series takes remote write. */
  private static final int MAX_SERIES = 1_000;

  private final Report report;
  private final List<SeriesVerdict> anomalous;

  ReportJson(Report report) {
    this.report = report;
    this.anomalous =
        report.series().stream()
            .filter(SeriesVerdict::anomalous)
            .sorted(Comparator.comparingDouble(ReportJson::worst).reversed())
            .toList();
  }

  private static double worst(SeriesVerdict series) {
    return series.scored().mapToDouble(Scored::anomalyScore).max().orElse(0);
  }

  /** Writes all of it as one object. */
  void writeTo(JsonGenerator json) throws IOException {
    json.writeStartObject();
    head(json);
    json.writeNumberField("series_count", report.series().size());
    json.writeNumberField("scored_count", scored());
    json.writeNumberField("anomalous_count", anomalous.size());
    if (!report.groups().isEmpty()) {
      groups(json);
    }
    json.writeArrayFieldStart("incidents");
    for (Notice notice : report.notices()) {
      json.writeStartObject();
      notice(json, notice);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("series");
    for (SeriesVerdict series : anomalous.subList(0, Math.min(anomalous.size(), MAX_SERIES))) {
      series(json, series);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Writes one notice as one object. */
  void writeTo(JsonGenerator json, Notice notice) throws IOException {
    json.writeStartObject();
    head(json);
    notice(json, notice);
    json.writeEndObject();
  }

  private void head(JsonGenerator json) throws IOException {
    json.writeStringField("job", report.subject().job());
    if (report.subject().part().isPresent()) {
      json.writeStringField("part", report.subject().part().get());
    }
    json.writeStringField("at", report.at().toString());
    json.writeStringField("query", report.subject().query());
    json.writeStringField("model", report.subject().model());
  }

  private void groups(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("groups");
    List<GroupVerdict> worst =
        report.groups().stream()
            .filter(GroupVerdict::anomalous)
            .sorted(Comparator.comparingDouble(ReportJson::highest).reversed())
            .limit(MAX_SERIES)
            .toList();
    for (GroupVerdict group : worst) {
      JointScore peak = group.peak().orElseThrow();
      json.writeStartObject();
      Json.labels(json, "labels", group.labels());
      json.writeStringField("time", peak.time().toString());
      Json.number(json, "anomaly_score", peak.anomalyScore());
      if (peak.driver().isPresent()) {
        Json.labels(json, "driver", peak.driver().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static double highest(GroupVerdict group) {
    return group.peak().map(JointScore::anomalyScore).orElse(0.0);
  }

  private long scored() {
    return report.series().stream().filter(series -> series.skipped().isEmpty()).count();
  }

  private void notice(JsonGenerator json, Notice notice) throws IOException {
    Json.labels(json, "labels", notice.labels());
    json.writeStringField("reason", notice.cause());
    json.writeBooleanField("open", notice.end().isEmpty());
    json.writeStringField("onset", notice.onset().toString());
    if (notice.end().isPresent()) {
      json.writeStringField("end", notice.end().get().toString());
    }
    Json.number(json, "peak_score", notice.peakScore());
    json.writeNumberField("series_count", notice.seriesCount());
    json.writeStringField("summary", NoticeText.summary(notice, report.subject()));
    json.writeStringField("description", NoticeText.description(notice, report));
    json.writeArrayFieldStart("contributions");
    for (Notice.Contributor contributor : notice.contributors()) {
      json.writeStartObject();
      Json.labels(json, "labels", contributor.labels());
      Json.number(json, "share", contributor.share());
      Json.number(json, "y", contributor.seen());
      Json.number(json, "yhat", contributor.expected());
      Json.number(json, "yhat_lower", contributor.lower());
      Json.number(json, "yhat_upper", contributor.upper());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void series(JsonGenerator json, SeriesVerdict series) throws IOException {
    json.writeStartObject();
    Json.labels(json, "labels", series.labels());
    json.writeArrayFieldStart("points");
    for (Scored point : series.scored().toList()) {
      json.writeStartObject();
      json.writeStringField("time", point.time().toString());
      for (ScoreValue value : ScoreValue.values()) {
        Json.number(json, value.text(), value.of(point));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
