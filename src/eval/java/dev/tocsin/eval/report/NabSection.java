package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.contest.NabFigures;
import dev.tocsin.eval.contest.NabFigures.Halves;
import dev.tocsin.eval.data.Benchmark.Half;
import dev.tocsin.eval.nab.NabProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures on the Numenta Anomaly Benchmark. */
final class NabSection {
  private static final double[] THRESHOLDS = {0.8, 0.86, 0.93, 0.965, 1, 1.035, 1.07, 1.14, 1.25};

  private final Standings standings;

  NabSection(Standings standings) {
    this.standings = standings;
  }

  String text() {
    List<Entry> entries = standings.of("NAB");
    if (entries.isEmpty()) {
      return "## NAB\n\nNot run: the corpus was not there.\n\n";
    }
    return """
        ## NAB

        The Numenta Anomaly Benchmark by our own implementation of its published scoring: 100 is a
        detection at the start of every window and none elsewhere, 0 is none at all.

        ### At the shipped threshold

        Detections are the onsets of incidents. Constants were tuned on every second file (even) in
        the first place; the figures of the other half were looked at too (see [DETECTOR.md](DETECTOR.md)),
        so that it is no untouched test set.

        %s
        ### Against baselines

        Rows: every row at or above one threshold for all files is a detection, as NAB ranks
        detectors; the threshold is optimised over the corpus. Onsets: only the first row of an alert is
        one, and 32 calm rows end an alert. Chosen on even: the threshold that is best for onsets on
        one half, and what it reaches on the other.

        %s
        Published with NAB, rows, optimised (standard): Numenta HTM 70.1, CAD OSE 69.9, KNN-CAD 58.0,
        random cut forest 51.7, Twitter ADVec 47.1, windowed Gaussian 39.7.

        ### The threshold

        Scores of Tocsin in units of the shipped threshold; events as below.

        %s
        """
        .formatted(shipped(), baselines(entries), curve());
  }

  private String shipped() {
    MarkdownTable table =
        new MarkdownTable("profile", "even files", "odd files", "all", "best threshold, all");
    standings.tocsin("NAB").ifPresent(entry -> shipped(table, entry));
    return table.toString();
  }

  private static void shipped(MarkdownTable table, Entry entry) {
    for (NabProfile profile : NabProfile.values()) {
      NabFigures figures = NabFigures.of(entry, profile);
      table.row(
          name(profile),
          Numbers.one(figures.own().even()),
          Numbers.one(figures.own().odd()),
          Numbers.bold(Numbers.one(figures.own().all()), true),
          "%s at %s"
              .formatted(
                  Numbers.one(figures.onsets().score()),
                  Numbers.threshold(figures.onsets().threshold())));
    }
  }

  private static String name(NabProfile profile) {
    return switch (profile) {
      case STANDARD -> "standard";
      case LOW_FP -> "low FP";
      case LOW_FN -> "low FN";
    };
  }

  private String baselines(List<Entry> entries) {
    MarkdownTable table =
        new MarkdownTable(
            "detector",
            "rows: standard",
            "low FP",
            "low FN",
            "onsets: standard",
            "chosen on even: even",
            "odd");
    for (Entry entry : entries) {
      boolean isTocsin = standings.isTocsin(entry);
      List<String> cells = new ArrayList<>(List.of(Numbers.bold(entry.contender(), isTocsin)));
      for (NabProfile profile : NabProfile.values()) {
        cells.add(Numbers.one(NabFigures.of(entry, profile).rows().score()));
      }
      NabFigures standard = NabFigures.of(entry, NabProfile.STANDARD);
      Halves chosen = standard.chosen();
      cells.add(Numbers.bold(Numbers.one(standard.onsets().score()), isTocsin));
      cells.add(Numbers.one(chosen.even()));
      cells.add(Numbers.one(chosen.odd()));
      table.row(cells);
    }
    return table.toString();
  }

  private String curve() {
    MarkdownTable table =
        new MarkdownTable(
            "threshold",
            "NAB even",
            "NAB odd",
            "NAB all",
            "synthetic F1",
            "CoreDNS 5 s: found, false",
            "1 s");
    Entry nab = standings.tocsin("NAB").orElseThrow();
    for (double threshold : THRESHOLDS) {
      table.row(
          Numbers.threshold(threshold),
          Numbers.one(onsets(nab.half(Half.EVEN), threshold)),
          Numbers.one(onsets(nab.half(Half.ODD), threshold)),
          Numbers.one(onsets(nab, threshold)),
          events("synthetic", threshold).map(events -> Numbers.three(events.f1())).orElse("–"),
          events("CoreDNS, 5 s", threshold).map(NabSection::counts).orElse("–"),
          events("CoreDNS, 1 s", threshold).map(NabSection::counts).orElse("–"));
    }
    return table.toString();
  }

  private static double onsets(Entry entry, double threshold) {
    return NabFigures.onsets(entry, NabProfile.STANDARD, threshold);
  }

  private Optional<EventQuality> events(String benchmark, double threshold) {
    return standings.tocsin(benchmark).map(entry -> entry.events(threshold));
  }

  private static String counts(EventQuality events) {
    return events.found() + ", " + events.falseAlerts();
  }
}
