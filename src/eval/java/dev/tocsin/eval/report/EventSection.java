package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.contest.Entry.AtThreshold;
import dev.tocsin.eval.contest.Ranking;
import dev.tocsin.eval.measure.JointRule;
import java.util.List;

/** Ranking measures and event measures, benchmark by benchmark. */
final class EventSection {
  private static final String SYNTHETIC =
      """
      A guard against tuning to NAB: 96 series of 12 kinds, of 500 to 8,000 points and of scales from
      1e-3 to 1e6, with 225 planted anomalies of 8 kinds.\
      """;

  private static final String CORE_DNS =
      """
      Three series and four incidents in 45 minutes. An alert within 40 s after an incident tells of
      the way back and counts neither way.\
      """;

  private final Standings standings;

  EventSection(Standings standings) {
    this.standings = standings;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        ## Events and ranking

        An alert is true if it begins within an event, false if it begins within none. An event is
        found by a true alert that is on during it. Delay is the mean over the events found, in steps.
        False alerts are per series and day. Area under the precision-recall curve (AUC-PR) and volume
        under its surface (VUS-PR) need no threshold; they are means over the series with events, once
        of the score as it is and once smoothed, which flatters every detector.

        """);
    section(text, "NAB", "NAB", "Windows are a tenth of a file: long, and seldom exact.");
    section(text, "synthetic", "Synthetic", SYNTHETIC);
    section(text, "CoreDNS, 5 s", "CoreDNS at 5 s", CORE_DNS);
    section(text, "CoreDNS, 1 s", "CoreDNS at 1 s", "The same, five times as fine.");
    nezha(text);
    return text.toString();
  }

  private void section(StringBuilder text, String benchmark, String heading, String about) {
    List<Entry> entries = standings.of(benchmark);
    if (!entries.isEmpty()) {
      text.append("### ").append(heading).append("\n\n").append(about).append("\n\n");
      text.append(table(entries)).append('\n');
    }
  }

  private static MarkdownTable table() {
    return new MarkdownTable(
        "detector",
        "threshold",
        "F1",
        "found",
        "false",
        "false per series and day",
        "delay",
        "AUC-PR",
        "VUS-PR",
        "smoothed: AUC-PR",
        "VUS-PR");
  }

  private MarkdownTable table(List<Entry> entries) {
    MarkdownTable table = table();
    entries.forEach(entry -> rows(table, entry));
    return table;
  }

  private void rows(MarkdownTable table, Entry entry) {
    Ranking ranking = entry.ranking();
    if (standings.isTocsin(entry)) {
      row(table, entry, entry.contender(), "shipped", entry.ownEvents(), ranking);
    }
    AtThreshold best = entry.bestEvents();
    row(table, entry, entry.contender(), best(best), best.events(), ranking);
  }

  private static String best(AtThreshold best) {
    return "best, " + Numbers.threshold(best.threshold());
  }

  private void row(
      MarkdownTable table,
      Entry entry,
      String name,
      String threshold,
      EventQuality events,
      Ranking ranking) {
    boolean isShipped = threshold.equals("shipped");
    table.row(
        Numbers.bold(name, standings.isTocsin(entry)),
        threshold,
        Numbers.bold(Numbers.three(events.f1()), isShipped),
        Numbers.found(events),
        Integer.toString(events.falseAlerts()),
        Numbers.two(entry.falseAlertsPerDay(events)),
        Numbers.delay(events),
        Numbers.three(ranking.aucPr()),
        Numbers.three(ranking.vusPr()),
        Numbers.three(ranking.smoothAucPr()),
        Numbers.three(ranking.smoothVusPr()));
  }

  private void nezha(StringBuilder text) {
    List<Entry> entries = standings.of("Nezha");
    if (entries.isEmpty()) {
      return;
    }
    text.append(
        """
        ### Nezha: ten pods of a shop, injected faults

        One score for all series of a pod. A fault is taken to last five minutes; those of the first
        hour do not count. Several faults (network delay, exceptions) leave no mark in the metrics of the
        pod they were injected into, so nothing can find all.

        """);
    MarkdownTable table = table();
    for (Entry entry : entries) {
      if (standings.isTocsin(entry)) {
        rows(table, entry);
        continue;
      }
      for (JointRule rule : JointRule.values()) {
        Entry joint = entry.joined(rule);
        AtThreshold best = joint.bestEvents();
        String name = entry.contender() + (rule == JointRule.MEAN ? ", mean" : ", max");
        row(table, joint, name, best(best), best.events(), joint.ranking());
      }
    }
    text.append(table).append('\n');
  }
}
