package dev.tocsin.eval;

import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.measure.Tolerance;
import dev.tocsin.eval.baseline.Baseline;
import dev.tocsin.eval.baseline.Baselines;
import dev.tocsin.eval.contest.BaselineContender;
import dev.tocsin.eval.contest.Contender;
import dev.tocsin.eval.contest.Contest;
import dev.tocsin.eval.contest.Entry;
import dev.tocsin.eval.contest.Tocsin;
import dev.tocsin.eval.data.Benchmark;
import dev.tocsin.eval.data.CoreDnsRecording;
import dev.tocsin.eval.data.NezhaPods;
import dev.tocsin.eval.data.Protocol;
import dev.tocsin.eval.data.SyntheticCorpus;
import dev.tocsin.eval.data.UneventfulSeries;
import dev.tocsin.eval.nab.NabCorpus;
import dev.tocsin.eval.nab.NabResults;
import dev.tocsin.eval.report.QualityPage;
import dev.tocsin.eval.report.Standings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates Tocsin and the baselines on labelled data and writes {@code docs/QUALITY.md} with its
 * plots: {@code ./mvnw -Pevaluate}.
 *
 * <p>System properties: {@code tocsin.data}, the folder with {@code nab} and {@code nezha}; {@code
 * tocsin.docs}, where the page goes; {@code results}, where NAB result files go, if anywhere.
 */
public final class Evaluation {
  private static final int SYNTHETIC_PER_SIGNAL = 8;
  private static final int NAB_LATE_STEPS = 3;
  private static final int NAB_BUFFER = 100;

  private final Path data;
  private final Tocsin tocsin;
  private final Contest contest;
  private final PrintStream out;

  private Evaluation(Path data, Tocsin tocsin, PrintStream out) {
    this.data = data;
    this.tocsin = tocsin;
    this.out = out;
    this.contest = new Contest(out::println);
  }

  /** Evaluates. */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(System.getProperty("tocsin.data", "../shared/data"));
    Path docs = Path.of(System.getProperty("tocsin.docs", "docs"));
    Evaluation evaluation = new Evaluation(data, Tocsin.shipped(), System.out);
    List<Benchmark> benchmarks = evaluation.benchmarks();
    Standings standings = evaluation.run(benchmarks);
    String results = System.getProperty("results", "");
    if (!results.isBlank()) {
      evaluation.writeResults(standings, Path.of(results));
    }
    new QualityPage(standings, evaluation.tocsin).write(docs);
    System.out.println("wrote " + docs.resolve("QUALITY.md"));
  }

  private List<Benchmark> benchmarks() throws IOException {
    List<Benchmark> benchmarks = new ArrayList<>();
    if (NabCorpus.isIn(data.resolve("nab"))) {
      Protocol protocol =
          new Protocol(
              new Tolerance(0, NAB_LATE_STEPS, 0), NAB_BUFFER, Optional.empty(), Grouping.none());
      benchmarks.add(new Benchmark("NAB", NabCorpus.read(data.resolve("nab")), protocol));
    } else {
      out.println("no NAB corpus in " + data.resolve("nab") + ": skipped");
    }
    nezha().ifPresent(benchmarks::add);
    benchmarks.add(SyntheticCorpus.of(SYNTHETIC_PER_SIGNAL));
    benchmarks.add(CoreDnsRecording.at(Duration.ofSeconds(5)));
    benchmarks.add(CoreDnsRecording.at(Duration.ofSeconds(1)));
    benchmarks.add(UneventfulSeries.make());
    return benchmarks;
  }

  private Optional<Benchmark> nezha() throws IOException {
    Path days = data.resolve("nezha");
    if (Files.isDirectory(days)) {
      try (var found = Files.list(days)) {
        Optional<Path> day = found.filter(NezhaPods::isIn).sorted().findFirst();
        if (day.isPresent()) {
          return Optional.of(NezhaPods.read(day.get()));
        }
      }
    }
    out.println("no day of Nezha in " + days + ": skipped");
    return Optional.empty();
  }

  private Standings run(List<Benchmark> benchmarks) {
    List<Contender> contenders = new ArrayList<>();
    for (Baseline baseline : Baselines.all()) {
      contenders.add(new BaselineContender(baseline));
    }
    contenders.add(tocsin);
    List<Entry> entries = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      for (Contender contender : contenders) {
        entries.add(contest.enter(contender, benchmark));
      }
    }
    return new Standings(entries, tocsin.name());
  }

  private void writeResults(Standings standings, Path folder) throws IOException {
    Optional<Entry> entry = standings.tocsin("NAB");
    if (entry.isEmpty()) {
      out.println("no NAB corpus, no result files");
      return;
    }
    NabResults results = new NabResults(folder, "tocsin");
    for (int i = 0; i < entry.get().answers().size(); i++) {
      results.write(
          entry.get().benchmark().cases().get(i),
          entry.get().answers().get(i).scores().get(0),
          entry.get().answers().get(i).alerts());
    }
    out.println("wrote NAB result files into " + folder.resolve("tocsin"));
  }
}
