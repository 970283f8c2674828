package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.EventQuality;
import dev.tocsin.eval.contest.Answer;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.data.Benchmark;
import java.util.List;
import java.util.Locale;

/** False alerts where nothing happens, and what scoring costs. */
final class NoiseSection {
  private final Standings standings;

  NoiseSection(Standings standings) {
    this.standings = standings;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    standings.tocsin("noise").ifPresent(entry -> text.append(noise(entry)));
    text.append("## Cost\n\n");
    text.append("Replay on one core, fits included; cores were shared with whatever else ran.\n\n");
    MarkdownTable cost = new MarkdownTable("benchmark", "points", "points per second");
    for (Entry entry : standings.entries()) {
      if (standings.isTocsin(entry)) {
        cost.row(
            entry.benchmark().name(),
            String.format(Locale.ROOT, "%,d", entry.benchmark().points()),
            String.format(Locale.ROOT, "%,.0f", entry.pointsPerSecond()));
      }
    }
    return text.append(cost).append('\n').toString();
  }

  private static String noise(Entry entry) {
    MarkdownTable table =
        new MarkdownTable(
            "series", "false alerts", "per 1,000 points", "per day at a step of 1 min");
    for (int i = 0; i < entry.answers().size(); i++) {
      Entry one = only(entry, i);
      EventQuality events = one.ownEvents();
      int points = one.benchmark().cases().get(0).columns();
      table.row(
          one.benchmark().cases().get(0).name(),
          Integer.toString(events.falseAlerts()),
          Numbers.two(1_000.0 * events.falseAlerts() / points),
          Numbers.two(one.falseAlertsPerDay(events)));
    }
    return """
    ## Where nothing happens

    Series of 12,000 points without any anomaly, at the shipped threshold: every alert is false.
    Heavy tails, walks and trends bring new extremes for ever; for such series there are `for` and
    the gates.

    %s
    """
        .formatted(table);
  }

  private static Entry only(Entry entry, int index) {
    Benchmark benchmark = entry.benchmark();
    Benchmark one =
        new Benchmark(
            benchmark.name(), List.of(benchmark.cases().get(index)), benchmark.protocol());
    List<Answer> answers = List.of(entry.answers().get(index));
    return new Entry(entry.contender(), one, answers, entry.took());
  }
}
