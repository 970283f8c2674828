package dev.tocsin.eval.report;

import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.contest.Tocsin;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.pipeline.backtest.BacktestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The plots of parts of a few series, chosen before there were results. */
final class Plots {
  private static final List<Choice> CHOICES =
      List.of(
          new Choice(
              "NAB",
              "realKnownCause/nyc_taxi",
              0,
              new StepRange(5_200, 6_400),
              "passengers in 30 min",
              "nyc-taxi"),
          new Choice(
              "NAB",
              "realKnownCause/machine_temperature_system_failure",
              0,
              new StepRange(14_000, 20_000),
              "temperature",
              "machine-temperature"),
          new Choice(
              "NAB",
              "realAWSCloudwatch/ec2_cpu_utilization_24ae8d",
              0,
              new StepRange(2_800, 4_031),
              "CPU utilization, %",
              "ec2-cpu"),
          new Choice(
              "NAB",
              "realTweets/Twitter_volume_GOOG",
              0,
              new StepRange(9_000, 13_000),
              "tweets in 5 min",
              "tweets-goog"),
          new Choice(
              "CoreDNS, 5 s",
              "CoreDNS, 5 s",
              2,
              new StepRange(120, 530),
              "queries per second",
              "coredns-txt"));

  private final Standings standings;
  private final Tocsin tocsin;

  private record Choice(
      String benchmark, String one, int row, StepRange part, String unit, String file) {}

  Plots(Standings standings, Tocsin tocsin) {
    this.standings = standings;
    this.tocsin = tocsin;
  }

  /** Writes the plots into a folder and gives the text that shows them. */
  String write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder("## A few series\n\n");
    text.append(
        """
        Sample and band above, score below; scores above 4 are drawn at the edge. Shaded is what is
        labelled, red are samples that are anomalous, a triangle is the onset of an incident. Good ones
        and bad ones.

        """);
    for (Choice choice : CHOICES) {
      Optional<Entry> entry = standings.tocsin(choice.benchmark());
      if (entry.isPresent()) {
        text.append(write(choice, entry.get(), folder));
      }
    }
    return text.append('\n').toString();
  }

  private String write(Choice choice, Entry entry, Path folder) throws IOException {
    List<LabelledMatrix> cases = entry.benchmark().cases();
    int index =
        IntStream.range(0, cases.size())
            .filter(i -> cases.get(i).name().equals(choice.one()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + choice.one() + " in the data"));
    LabelledMatrix one = cases.get(index);
    BacktestResult result = tocsin.replay(one, entry.benchmark().protocol());
    PlotData data =
        new PlotData(
            one,
            choice.row(),
            result.series().get(choice.row()),
            entry.answers().get(index).alerts());
    String title = title(choice, one);
    Files.writeString(
        folder.resolve(choice.file() + ".svg"),
        SeriesPlot.of(data.part(choice.part()), title, choice.unit()));
    return "![%s](quality/%s.svg)\n\n".formatted(title, choice.file());
  }

  private static String title(Choice choice, LabelledMatrix one) {
    return choice.benchmark().equals("NAB")
        ? "NAB " + one.name()
        : choice.benchmark()
            + ", type "
            + one.samples().labels(choice.row()).value("type").orElse("");
  }
}
