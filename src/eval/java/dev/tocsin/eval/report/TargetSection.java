package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.contest.NabFigures;
import dev.tocsin.eval.measure.JointRule;
import dev.tocsin.eval.nab.NabProfile;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What was aimed at, and what is reached. */
final class TargetSection {
  private final Standings standings;

  TargetSection(Standings standings) {
    this.standings = standings;
  }

  String text() {
    MarkdownTable table = new MarkdownTable("aim", "wanted", "reached");
    standings.tocsin("NAB").ifPresent(entry -> nab(table, entry));
    coreDns(table, "CoreDNS, 5 s");
    coreDns(table, "CoreDNS, 1 s");
    standings.tocsin("Nezha").ifPresent(entry -> nezha(table, entry));
    return "## In short\n\n" + table + "\n";
  }

  private static void nab(MarkdownTable table, Entry entry) {
    NabFigures figures = NabFigures.of(entry, NabProfile.STANDARD);
    table.row(
        "NAB, standard profile, shipped threshold", "65 or more", Numbers.one(figures.own().all()));
    table.row(
        "NAB, standard profile, optimised threshold",
        "70 or more",
        Numbers.one(Math.max(figures.onsets().score(), figures.own().all())));
  }

  private void coreDns(MarkdownTable table, String benchmark) {
    standings
        .tocsin(benchmark)
        .map(Entry::ownEvents)
        .ifPresent(
            events ->
                table.row(
                    benchmark + ": incidents found, false alerts",
                    "4 of 4, at most 1",
                    Numbers.found(events) + ", " + events.falseAlerts()));
  }

  private void nezha(MarkdownTable table, Entry entry) {
    EventQuality own = entry.ownEvents();
    Optional<Double> best =
        standings.of("Nezha").stream()
            .filter(other -> !standings.isTocsin(other))
            .flatMap(other -> Stream.of(JointRule.values()).map(other::joined))
            .map(other -> other.bestEvents().events().f1())
            .max(Comparator.naturalOrder());
    table.row(
        "Nezha: F1 at the shipped threshold",
        "above %s, the best baseline at its best threshold"
            .formatted(best.map(Numbers::two).orElse("–")),
        Numbers.two(own.f1()));
  }
}
