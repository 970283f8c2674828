package dev.tocsin.eval.report;

import dev.tocsin.detect.Scored;
import dev.tocsin.detect.measure.StepRange;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A series as SVG: above the samples, those that are anomalous marked, what was expected, the band
 * and the labelled stretches; below the score, its threshold and the onsets of alerts. Readable on
 * a light and on a dark page.
 */
public final class SeriesPlot {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 420;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int VALUES_TOP = 64;
  private static final int VALUES_HEIGHT = 200;
  private static final int SCORES_TOP = 288;
  private static final int SCORES_HEIGHT = 84;

  private static final int LEGEND_GAP = 44;
  private static final int LETTER_WIDTH = 6;

  /** Higher scores are drawn at the edge: what counts is whether they exceed 1. */
  private static final double MAX_SCORE = 4;

  /** Room above the highest and below the lowest sample, as a share of the panel. */
  private static final double MARGIN = 0.08;

  private static final String STYLE =
      """
      .page{fill:#ffffff}.title,.tick,.axis{font-family:system-ui,'DejaVu Sans',sans-serif;fill:#24292f}
      .title{font-size:15px;font-weight:600}.tick{font-size:11px}.axis{font-size:12px}
      .grid{stroke:#d8dee4;stroke-width:1}.frame{fill:none;stroke:#8c959f;stroke-width:1}
      .truth{fill:#d4a72c;fill-opacity:.28}.band{fill:#0969da;fill-opacity:.18}
      .expected{fill:none;stroke:#0969da;stroke-width:1}.value{fill:none;stroke:#24292f;stroke-width:1.1}
      .score{fill:#8250df;fill-opacity:.55;stroke:#8250df;stroke-width:.8}
      .threshold{stroke:#cf222e;stroke-width:1.2;stroke-dasharray:5 4}.alert{fill:#cf222e}
      .anomalous{fill:none;stroke:#cf222e;stroke-width:4.5;stroke-linecap:round}
      @media (prefers-color-scheme:dark){.page{fill:#0d1117}.title,.tick,.axis{fill:#e6edf3}
      .grid{stroke:#262c36}.frame{stroke:#6e7681}.value{stroke:#e6edf3}.band{fill:#58a6ff;fill-opacity:.25}
      .expected{stroke:#58a6ff}.truth{fill:#e3b341;fill-opacity:.28}.score{fill:#bc8cff;stroke:#bc8cff}
      .threshold{stroke:#ff7b72}.alert{fill:#ff7b72}.anomalous{stroke:#ff7b72}}
      """;

  private final PlotData data;
  private final Panel values;
  private final Panel scores;
  private final StringBuilder svg = new StringBuilder();

  private SeriesPlot(PlotData data) {
    this.data = data;
    double[] seen =
        IntStream.range(0, data.size())
            .mapToDouble(data::value)
            .filter(v -> !Double.isNaN(v))
            .toArray();
    double low = Arrays.stream(seen).min().orElse(0);
    double high = Arrays.stream(seen).max().orElse(1);
    double margin = high > low ? MARGIN * (high - low) : 1;
    int width = WIDTH - LEFT - RIGHT;
    this.values = new Panel(LEFT, VALUES_TOP, width, VALUES_HEIGHT, low - margin, high + margin);
    this.scores = new Panel(LEFT, SCORES_TOP, width, SCORES_HEIGHT, 0, MAX_SCORE);
  }

  /**
   * The plot.
   *
   * @param title what the series is
   * @param unit of the samples
   */
  public static String of(PlotData data, String title, String unit) {
    return new SeriesPlot(data).draw(title, unit);
  }

  private String draw(String title, String unit) {
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <style>%s</style>
        <rect class="page" width="%d" height="%d" rx="6"/>
        """
            .formatted(WIDTH, HEIGHT, escaped(title), STYLE, WIDTH, HEIGHT));
    text("title", LEFT, 24, "start", title);
    legend();
    data.truth().forEach(this::shade);
    axes(unit);
    traces();
    data.alerts().forEach(this::mark);
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    String[][] entries = {
      {"value", "sample"},
      {"anomalous", "anomalous sample"},
      {"expected", "expected"},
      {"band", "band"},
      {"truth", "labelled anomalous"},
      {"score", "score"},
      {"threshold", "threshold"},
      {"alert", "onset of an alert"}
    };
    int x = LEFT;
    for (String[] entry : entries) {
      svg.append(
          switch (entry[0]) {
            case "value", "expected", "threshold" ->
                "<path class=\"%s\" d=\"M%d 44h18\"/>\n".formatted(entry[0], x);
            case "anomalous" -> "<path class=\"anomalous\" d=\"M%d 44h0\"/>\n".formatted(x + 12);
            case "alert" -> "<path class=\"alert\" d=\"M%d 39l-5 10h10z\"/>\n".formatted(x + 12);
            default ->
                "<rect class=\"%s\" x=\"%d\" y=\"39\" width=\"18\" height=\"10\"/>\n"
                    .formatted(entry[0], x);
          });
      text("tick", x + 23, 48, "start", entry[1]);
      x += LEGEND_GAP + LETTER_WIDTH * entry[1].length();
    }
  }

  private void axes(String unit) {
    grid(values, Ticks.ofNumbers(values.low(), values.high(), 5));
    grid(scores, Ticks.ofNumbers(0, MAX_SCORE, 4));
    Ticks times = Ticks.ofTimes(data.timeMillis(0), data.timeMillis(data.size() - 1), 10);
    for (int i = 0; i < times.at().size(); i++) {
      double x = xOf(times.at().get(i));
      vertical(x, values);
      vertical(x, scores);
      text("tick", x, scores.bottom() + 16, "middle", times.labels().get(i));
    }
    text("axis", LEFT + values.width() / 2.0, HEIGHT - 12, "middle", "time (UTC)");
    rotated(values, unit);
    rotated(scores, "score");
  }

  private void grid(Panel panel, Ticks ticks) {
    for (int i = 0; i < ticks.at().size(); i++) {
      double y = panel.y(ticks.at().get(i));
      svg.append(
          "<path class=\"grid\" d=\"M%d %sh%d\"/>\n"
              .formatted(panel.left(), Panel.pixels(y), panel.width()));
      text("tick", panel.left() - 6, y + 4, "end", ticks.labels().get(i));
    }
    svg.append(
        "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
            .formatted(panel.left(), panel.top(), panel.width(), panel.height()));
  }

  private void vertical(double x, Panel panel) {
    svg.append(
        "<path class=\"grid\" d=\"M%s %dv%d\"/>\n"
            .formatted(Panel.pixels(x), panel.top(), panel.height()));
  }

  private void traces() {
    IntToDoubleFunction x = this::x;
    Trace above = new Trace(values, data.size(), x);
    path("band", above.band(data::lower, data::upper));
    path("expected", above.line(data::expected));
    path("value", above.line(data::value));
    path("anomalous", anomalous());
    path("score", new Trace(scores, data.size(), x).band(point -> 0, data::score));
    svg.append(
        "<path class=\"threshold\" d=\"M%d %sh%d\"/>\n"
            .formatted(scores.left(), Panel.pixels(scores.y(1)), scores.width()));
  }

  private String anomalous() {
    StringBuilder points = new StringBuilder();
    for (int point = 0; point < data.size(); point++) {
      if (data.score(point) >= Scored.THRESHOLD) {
        String y = Panel.pixels(values.y(data.value(point)));
        points.append("M%s %sh0".formatted(Panel.pixels(x(point)), y));
      }
    }
    return points.toString();
  }

  private void path(String style, String path) {
    svg.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, path));
  }

  private void shade(StepRange stretch) {
    double from = x(stretch.first());
    double width = Math.max(2, x(stretch.last()) - from);
    for (Panel panel : new Panel[] {values, scores}) {
      svg.append(
          "<rect class=\"truth\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n"
              .formatted(Panel.pixels(from), panel.top(), Panel.pixels(width), panel.height()));
    }
  }

  private void mark(StepRange alert) {
    svg.append(
        "<path class=\"alert\" d=\"M%s %dl-5 10h10z\"/>\n"
            .formatted(Panel.pixels(x(alert.first())), values.bottom() + 7));
  }

  private double x(int column) {
    return xOf((double) data.timeMillis(column));
  }

  private double xOf(double timeMillis) {
    long from = data.timeMillis(0);
    double span = data.timeMillis(data.size() - 1) - from;
    return values.left() + (timeMillis - from) / span * values.width();
  }

  private void text(String style, double x, double y, String anchor, String text) {
    svg.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, Panel.pixels(x), Panel.pixels(y), anchor, escaped(text)));
  }

  private void rotated(Panel panel, String text) {
    int middle = panel.top() + panel.height() / 2;
    svg.append(
        "<text class=\"axis\" transform=\"translate(15 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(middle, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
