package dev.tocsin.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.detect.PointVerdict;
import dev.tocsin.detect.Scored;
import dev.tocsin.detect.SeriesVerdict;
import dev.tocsin.detect.Unscored;
import dev.tocsin.detect.measure.StepRange;
import dev.tocsin.eval.data.LabelledMatrix;
import dev.tocsin.eval.data.LabelledSeries;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
  private static final long DAY = 86_400_000L;

  @Test
  void table_putsNumbersToTheRight() {
    MarkdownTable table = new MarkdownTable("detector", "F1").row("random", "0.1");

    assertThat(table).hasToString("| detector | F1 |\n|---|---:|\n| random | 0.1 |\n");
  }

  @Test
  void table_refusesRowsOfAnotherWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MarkdownTable("a", "b").row("1"))
        .withMessage("1 cells in [1], expected 2");
  }

  @Test
  void ticks_areRoundNumbers() {
    assertThat(Ticks.ofNumbers(-3, 101, 5).labels()).containsExactly("0", "50", "100");
    assertThat(Ticks.ofNumbers(0, 0.00042, 4).at()).startsWith(0.0, 0.0002);
    assertThat(Ticks.ofNumbers(9_000, 31_000, 4).labels()).containsExactly("10k", "20k", "30k");
    assertThat(Ticks.ofNumbers(0, 2_500_000, 5).labels())
        .containsExactly("0", "500k", "1.0M", "1.5M", "2.0M", "2.5M");
  }

  @Test
  void ticks_areRoundTimes() {
    assertThat(Ticks.ofTimes(DAY + 1, 4 * DAY, 10).labels())
        .containsExactly(
            "2 Jan 12:00", "3 Jan 00:00", "12:00", "4 Jan 00:00", "12:00", "5 Jan 00:00");
    assertThat(Ticks.ofTimes(0, 60 * DAY, 10).labels()).startsWith("1 Jan", "8 Jan");
  }

  @Test
  void part_hasTheStretchesOfItsColumns() {
    PlotData part = data(100).part(new StepRange(50, 80));

    assertThat(part.size()).isEqualTo(31);
    assertThat(part.value(0)).isEqualTo(data(100).value(50));
    assertThat(part.timeMillis(30)).isEqualTo(data(100).timeMillis(80));
    assertThat(part.truth()).containsExactly(new StepRange(0, 10));
    assertThat(part.alerts()).containsExactly(new StepRange(0, 0));
  }

  @Test
  void line_hasTheLowestAndTheHighestOfAPixelColumn() {
    Panel panel = new Panel(0, 0, 100, 100, 0, 100);
    double[] values = {30, 10, 20, 40, 50, Double.NaN, Double.NaN, 60};

    assertThat(new Trace(panel, values.length, point -> point / 4.0).line(point -> values[point]))
        .isEqualTo("M0 90L0 60L1 50L1 40");
  }

  @Test
  void plot_isWellFormedAndShowsEachPart() throws Exception {
    Document svg = parsed(SeriesPlot.of(data(5_000), "a <title> & more", "requests per second"));

    assertThat(classes(svg, "rect")).contains("truth", "frame", "page");
    assertThat(classes(svg, "path")).contains("band", "expected", "value", "score", "alert");
    assertThat(texts(svg)).contains("a <title> & more", "requests per second", "time (UTC)");
  }

  @Test
  void plot_isSmallHoweverLongTheSeries() {
    assertThat(SeriesPlot.of(data(50_000), "long", "x")).hasSizeLessThan(150_000);
  }

  @Test
  void plot_staysOnThePageForConstantAndExtremeSeries() throws Exception {
    double[] values = new double[100];
    values[50] = 1e300;
    for (double[] series : new double[][] {new double[100], values}) {
      assertThat(SeriesPlot.of(data(series), "odd", "x"))
          .doesNotContain("NaN")
          .doesNotContain("Inf");
    }
  }

  private static PlotData data(int length) {
    double[] values = new double[length];
    Arrays.setAll(values, i -> Math.sin(0.01 * i) + (i % 7) * 0.01);
    return data(values);
  }

  private static PlotData data(double[] values) {
    LabelledMatrix one = LabelledSeries.of(values, new StepRange(40, 60));
    List<PointVerdict> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Instant time = Instant.ofEpochMilli(one.timeMillis(i));
      points.add(
          i < 10
              ? new Unscored(time, Unscored.Reason.NO_MODEL)
              : new Scored(time, values[i], 0, -1, 1, Math.abs(values[i])));
    }
    SeriesVerdict verdict = new SeriesVerdict(one.samples().labels(0), points);
    return new PlotData(one, 0, verdict, List.of(new StepRange(45, 50)));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> classes(Document svg, String tag) {
    NodeList found = svg.getElementsByTagName(tag);
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      classes.add(((Element) found.item(i)).getAttribute("class"));
    }
    return classes;
  }

  private static List<String> texts(Document svg) {
    NodeList found = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }
}
