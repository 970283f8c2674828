package dev.tocsin.demo.tour;

import dev.tocsin.demo.recording.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tells findings to people: a table of what was found, and a summary. */
final class FindingsText {
  /** More rows than this hide what matters. */
  private static final int MOST_ROWS = 40;

  private final Findings findings;
  private final SeriesNames names;
  private final Duration step;

  FindingsText(Findings findings, SeriesNames names, Duration step) {
    this.findings = findings;
    this.names = names;
    this.step = step;
  }

  /** A line for each anomalous stretch; figures are those at its highest score. */
  List<String> table() {
    TextTable table =
        new TextTable(
            "time (UTC)", "lasted", "series", "score", "expected", "seen", "what happened");
    findings.stretches().stream().limit(MOST_ROWS).forEach(stretch -> add(table, stretch));
    List<String> lines = new ArrayList<>(table.lines());
    int left = findings.stretches().size() - MOST_ROWS;
    if (left > 0) {
      lines.add("… and " + left + " more");
    }
    return lines;
  }

  private void add(TextTable table, AnomalousStretch stretch) {
    ScoredPoint peak = stretch.peak();
    table.add(
        Figures.clock(stretch.first()),
        Duration.between(stretch.first(), stretch.last()).plus(step).toSeconds() + " s",
        names.of(stretch.series()),
        Figures.number(peak.score()),
        "%s [%s to %s]"
            .formatted(
                Figures.number(peak.yhat()),
                Figures.number(peak.lower()),
                Figures.number(peak.upper())),
        Figures.number(peak.y()),
        happened(stretch));
  }

  private String happened(AnomalousStretch stretch) {
    return findings
        .incidentOf(stretch)
        .map(FindingsText::period)
        .or(() -> findings.aftershockOf(stretch).map(incident -> "after " + incident.kind()))
        .orElse("nothing: a false alert");
  }

  private static String period(Incident incident) {
    return "%s, %s to %s"
        .formatted(incident.kind(), Figures.clock(incident.from()), Figures.clock(incident.to()));
  }

  /** How many incidents were found and how soon, and how many alerts were false. */
  List<String> summary() {
    List<Incident> incidents = findings.incidents();
    long found = incidents.stream().filter(i -> findings.delay(i).isPresent()).count();
    List<String> lines = new ArrayList<>();
    lines.add("%d of %d incidents found".formatted(found, incidents.size()));
    incidents.forEach(incident -> lines.add("  " + fate(incident)));
    lines.add(
        "%s within %d s after an incident, while the forecast still looks back at it"
            .formatted(counted(findings.aftershocks(), "alert"), findings.lookback().toSeconds()));
    lines.add(counted(findings.falseAlerts(), "false alert"));
    return lines;
  }

  private static String counted(List<?> things, String thing) {
    return things.size() + " " + thing + (things.size() == 1 ? "" : "s");
  }

  private String fate(Incident incident) {
    String fate =
        findings
            .delay(incident)
            .map(delay -> "found after " + Figures.seconds(delay) + " in " + series(incident))
            .orElse("missed");
    return "%-9s  %s".formatted(incident.kind(), fate);
  }

  private String series(Incident incident) {
    return findings.of(incident).stream()
        .map(stretch -> names.of(stretch.series()))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
