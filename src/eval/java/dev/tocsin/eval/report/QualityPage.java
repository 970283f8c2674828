package dev.tocsin.eval.report;

import dev.tocsin.eval.contest.Tocsin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code QUALITY.md} and its plots. */
public final class QualityPage {
  private static final String HEAD =
      """
      # Detection quality

      Made by `./mvnw -Pevaluate`; every figure is of the code in this repository. Tocsin runs through
      the back-test that answers `POST /backtest`: the preparation, models, judgement and incidents of
      live scoring, retrained on its schedule, at the defaults, one set of constants for all data. No
      detector here sees anything but the past. "Shipped" means the threshold that ships, a score of
      1; "best" and "optimised" mean a threshold found with the labels in hand, which nobody has who
      runs a detector: an advantage that is given to every baseline.

      """;

  private final Standings standings;
  private final Tocsin tocsin;

  /** The page of an evaluation. */
  public QualityPage(Standings standings, Tocsin tocsin) {
    this.standings = standings;
    this.tocsin = tocsin;
  }

  /**
   * Writes the page and its plots.
   *
   * @param docs where {@code QUALITY.md} and {@code quality/*.svg} go
   * @throws IOException if a file cannot be written
   */
  public void write(Path docs) throws IOException {
    Files.createDirectories(docs.resolve("quality"));
    StringBuilder page = new StringBuilder(HEAD);
    page.append(new TargetSection(standings).text());
    page.append(new NabSection(standings).text());
    page.append(new EventSection(standings).text());
    page.append(new NoiseSection(standings).text());
    page.append(new Plots(standings, tocsin).write(docs.resolve("quality")));
    page.append(MethodSection.TEXT);
    Files.writeString(docs.resolve("QUALITY.md"), page);
  }
}
