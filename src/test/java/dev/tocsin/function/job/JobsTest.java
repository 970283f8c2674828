package dev.tocsin.function.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import dev.tocsin.detect.Grouping;
import dev.tocsin.detect.Scored;
import dev.tocsin.function.config.ConfigValues;
import dev.tocsin.function.problem.ProblemException;
import dev.tocsin.model.Detector;
import dev.tocsin.model.Manifest;
import dev.tocsin.model.Progress;
import dev.tocsin.model.TrainingSettings;
import dev.tocsin.model.onnx.BroughtModel;
import dev.tocsin.pipeline.Pipeline;
import dev.tocsin.pipeline.job.Job;
import dev.tocsin.pipeline.job.Points;
import dev.tocsin.pipeline.retrain.NotRetrainableException;
import dev.tocsin.series.Labels;
import dev.tocsin.store.MemoryModelStore;
import dev.tocsin.testing.MemorySource;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobsTest {
  @Test
  void configured_readsEveryPropertyOfAJob() {
    Job job =
        jobs(
                "tocsin.jobs.dns.query", "coredns_dns_requests_total",
                "tocsin.jobs.dns.step", "5s",
                "tocsin.jobs.dns.window", "5m",
                "tocsin.jobs.dns.history", "PT25M",
                "tocsin.jobs.dns.season", "5m",
                "tocsin.jobs.dns.counters", "never",
                "tocsin.jobs.dns.group-by", "pod, namespace",
                "tocsin.jobs.dns.max-gap", "1",
                "tocsin.jobs.dns.model.kind", "linear",
                "tocsin.jobs.dns.model.lags", "20",
                "tocsin.jobs.dns.model.time-zone", "Europe/Berlin",
                "tocsin.jobs.dns.model.false-alert-rate", "0.001",
                "tocsin.jobs.dns.model.seed", "7",
                "tocsin.jobs.dns.training.exclude",
                    "2026-11-20T10:00:00Z/2026-11-20T12:00:00+01:00,Sun 02:00/Sun 04:00")
            .named("dns");

    assertThat(job.query()).isEqualTo("coredns_dns_requests_total");
    assertThat(job.reach().step()).isEqualTo(Duration.ofSeconds(5));
    assertThat(job.reach().windowSteps()).isEqualTo(60);
    assertThat(job.reach().historySteps()).isEqualTo(300);
    assertThat(job.recipe().season()).contains(Duration.ofMinutes(5));
    assertThat(job.rules().grouping()).isEqualTo(Grouping.by("pod", "namespace"));
    assertThat(job.recipe().lags()).isEqualTo(20);
    assertThat(job.recipe().seed()).isEqualTo(7);
    assertThat(job.recipe().network()).isEqualTo(TrainingSettings.Network.standard());
    assertThat(job.recipe().exclusions().windows()).hasSize(2);
    assertThat(job.recipe().exclusions().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(job.recipe().calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(job.recipe().falseAlertRate()).hasValue(0.001);
    assertThat(job.recipe().preprocessing().maxGapSteps()).isEqualTo(1);
  }

  @Test
  void configured_withAModelBroughtAlong_takesTheWindowFromIt() throws Exception {
    Path file = brought();
    String digest = "279c0b341c651e4f7b11c2842017a9265f471ff654a82d35fa010ca261c7aba4";
    Jobs jobs =
        jobs(
            "tocsin.jobs.dns.query",
            "up",
            "tocsin.jobs.dns.model.file",
            file.toString(),
            "tocsin.jobs.dns.model.sha256",
            digest);

    assertThat(jobs.named("dns").recipe().kind()).isEqualTo("file");
    assertThat(jobs.named("dns").recipe().lags()).isEqualTo(8);
    List<Detector> brought = jobs.brought(new Manifest.Versions("t", "17", "1", "4"));
    assertThat(brought)
        .singleElement()
        .satisfies(
            it -> assertThat(it.manifest().id()).isEqualTo("file-" + digest.substring(0, 12)));
    assertThat(scoresAnything(source(), brought.get(0), jobs.named("dns"))).isTrue();
  }

  /** A pipeline scores a series that no trainer ever saw, and does not retrain it. */
  private static boolean scoresAnything(MemorySource source, Detector detector, Job job) {
    MemoryModelStore store = new MemoryModelStore(1);
    store.publish(detector, null);
    Pipeline pipeline = new Pipeline(source, store, Map.of(), detector.manifest().versions(), 1);
    Instant end = Instant.parse("2026-11-22T01:00:00Z");
    assertThatThrownBy(() -> pipeline.retrain(job, end, Progress.none()))
        .isInstanceOf(NotRetrainableException.class)
        .hasMessageStartingWith("the model of job dns was brought along as a file");
    return pipeline.score(job, end, Points.LAST).series().stream()
        .allMatch(series -> series.points().get(0) instanceof Scored scored && scored.yhat() == 5);
  }

  private static MemorySource source() {
    return new MemorySource().with(Labels.of("host", "a"), time -> 5);
  }

  private static Path brought() throws URISyntaxException {
    URL file = BroughtModel.class.getResource("brought-model.onnx");
    assertThat(file).isNotNull();
    return Path.of(Objects.requireNonNull(file).toURI());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.sha256 | 00 | dns.model.sha256 is \"00\", expected the digest of model.file, which"
            + " begins",
        "model.lags | 12 | dns.model.lags is \"12\", expected 8 as model.file has, or none",
        "schedule.retrain | 6h | dns.schedule.retrain is \"6h\", expected off, because the model",
        "model.file | /nowhere.onnx | dns.model.file is \"/nowhere.onnx\", expected a file that can"
            + " be read",
        "training.exclude | 02:00/03:00 | dns.training.exclude is \"02:00/03:00\", expected none,"
            + " because",
        "model.file | pom.xml | dns.model.file is \"pom.xml\", expected a detector: graph with no"
            + " ONNX file",
      })
  void configured_withAWrongModelBroughtAlong_saysSo(String field, String value, String message)
      throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("tocsin.jobs.dns.query", "up");
    properties.put("tocsin.jobs.dns.model.file", brought().toString());
    properties.put("tocsin.jobs.dns." + field, value);

    assertThatThrownBy(() -> jobs(properties))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void configured_withAModelBroughtAlongForAnotherStep_namesTheStep(@TempDir Path folder)
      throws Exception {
    OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(brought()));
    Path file = folder.resolve("quarter.onnx");
    Files.write(file, withStep(model, "15000").toByteArray());
    String path = file.toString();

    assertThat(brought(path, "15s").named("dns").recipe().kind()).isEqualTo("file");
    assertThatThrownBy(() -> brought(path, "7s"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "tocsin.jobs.dns.step is \"7s\", expected 15s, which the metadata of model.file say it"
                + " was made for");
    Files.write(file, withStep(model, "often").toByteArray());
    assertThatThrownBy(() -> brought(path, "15s"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tocsin.jobs.dns.model.file")
        .hasMessageContaining("metadata tocsin.step_millis is often, expected milliseconds");
  }

  private static OnnxMl.ModelProto withStep(OnnxMl.ModelProto model, String step) {
    return model.toBuilder()
        .addMetadataProps(
            OnnxMl.StringStringEntryProto.newBuilder().setKey("tocsin.step_millis").setValue(step))
        .build();
  }

  private static Jobs brought(String file, String step) {
    return jobs(
        "tocsin.jobs.dns.query", "up",
        "tocsin.jobs.dns.step", step,
        "tocsin.jobs.dns.model.file", file);
  }

  @Test
  void configured_hasDefaultsThatFitTheStepAndTheSeason() {
    Jobs jobs =
        jobs(
            "tocsin.jobs.plain.query", "up",
            "tocsin.jobs.weekly.query", "up",
            "tocsin.jobs.weekly.season", "7d",
            "tocsin.jobs.weekly.step", "5m");

    assertThat(jobs.named("plain").reach().history()).isEqualTo(Duration.ofMinutes(5_000));
    assertThat(jobs.named("weekly").reach().history()).isEqualTo(Duration.ofDays(28));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step    | 0s   | tocsin.jobs.dns.step is \"0s\", expected 1ms or more",
        "window  | 30s  | tocsin.jobs.dns.window is \"30s\", expected at least one step of 1m",
        "history | 10m  | tocsin.jobs.dns.history is \"10m\", expected at least the window of 1h",
        "season  | 90s  | tocsin.jobs.dns.season is \"1m30s\", expected two or more whole steps of"
            + " 1m",
        "query   | ' '  | tocsin.jobs.dns.query is \" \", expected a PromQL expression such as"
            + " up{job=\"node\"}",
        "model.lags | 9 | tocsin.jobs.dns.model.lags is \"9\", expected none with the kind"
            + " seasonal-ar, which has its own",
        "model.units | 9 | tocsin.jobs.dns.model.units is \"9\", expected none with other kinds than"
            + " lstm",
        "model.false-alert-rate | 2 | tocsin.jobs.dns.model.false-alert-rate is \"2.0\", expected"
            + " 1.0E-5 to 0.05",
        "group-by | pod,pod | tocsin.jobs.dns.group-by is [pod, pod], expected different names of"
            + " labels, such as pod",
        "training.exclude | 02:00 | tocsin.jobs.dns.training.exclude is \"02:00\", expected from/to"
            + " in RFC 3339 such as 2026-11-20T10:00:00Z/2026-11-20T12:00:00Z, or a window of each"
            + " week or day such as Sun 02:00/Sun 04:00 or 02:00/03:30; the end after the"
            + " beginning",
        "max-gap | -1 | tocsin.jobs.dns.max-gap is \"-1\", expected 0 or more",
        "model.sha256 | 00 | tocsin.jobs.dns.model.sha256 is \"00\", expected none without"
            + " model.file, whose digest it is",
        "model.kind | no | tocsin.jobs.dns.model.kind is \"no\", expected one of [kmeans,"
            + " linear, lstm, one-class-svm, seasonal-ar]",
      })
  void configured_refusesWrongValuesByTheirProperty(String field, String value, String message) {
    assertThatThrownBy(() -> jobs("tocsin.jobs.dns.query", "up", "tocsin.jobs.dns." + field, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message)
        .hasNoCause(); // with one, Quarkus prints its trace and not the message alone
  }

  @Test
  void configured_ofANetworkReadsItsSize() {
    Map<String, String> lstm = new HashMap<>();
    lstm.put("tocsin.jobs.dns.query", "up");
    lstm.put("tocsin.jobs.dns.model.kind", "lstm");
    lstm.put("tocsin.jobs.dns.model.units", "16");
    lstm.put("tocsin.jobs.dns.model.epochs", "3");

    assertThat(jobs(lstm).named("dns").recipe().trainingSettings().network())
        .isEqualTo(new TrainingSettings.Network(16, 3));
    lstm.put("tocsin.jobs.dns.model.epochs", "0");
    assertThatThrownBy(() -> jobs(lstm))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("tocsin.jobs.dns.model.epochs is \"0\", expected 1 to 1000");
  }

  @Test
  void configured_withAGateThatNeedsAForecast_refusesKindsWithoutOne() {
    assertThatThrownBy(
            () ->
                jobs(
                    "tocsin.jobs.dns.query", "up",
                    "tocsin.jobs.dns.model.kind", "kmeans",
                    "tocsin.jobs.dns.detection-direction", "above_expected"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "tocsin.jobs.dns.model.kind is \"kmeans\", expected one that makes a forecast, or no");
    assertThat(
            jobs(
                    "tocsin.jobs.dns.query", "up",
                    "tocsin.jobs.dns.model.kind", "one-class-svm",
                    "tocsin.jobs.dns.data-range", "0,100")
                .named("dns")
                .recipe()
                .kind())
        .isEqualTo("one-class-svm");
  }

  @ParameterizedTest
  @CsvSource({"DNS", "dns_1", "-dns", "adhoc-1"})
  void configured_refusesNamesThatAreNoFolders(String name) {
    assertThatThrownBy(() -> jobs("tocsin.jobs." + name + ".query", "up"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("tocsin.jobs." + name + ".name is \"" + name + "\", expected ");
  }

  @Test
  void config_saysWhichDurationIsWrong() {
    assertThatThrownBy(() -> jobs("tocsin.jobs.dns.query", "up", "tocsin.jobs.dns.step", "fast"))
        .hasMessageContaining("tocsin.jobs.dns.step")
        .hasMessageContaining("\"fast\" is not a duration; expected one such as 15s, 1h30m");
  }

  @Test
  void config_saysWhichTimeZoneIsWrong() {
    assertThatThrownBy(
            () ->
                jobs(
                    "tocsin.jobs.dns.query", "up",
                    "tocsin.jobs.dns.model.time-zone", "Europe/Berln"))
        .hasMessageContaining("tocsin.jobs.dns.model.time-zone")
        .hasMessageContaining("\"Europe/Berln\" is no time zone; expected one such as");
  }

  @Test
  void config_refusesPropertiesThatDoNotExist() {
    assertThatThrownBy(() -> jobs("tocsin.jobs.dns.query", "up", "tocsin.jobs.dns.stepp", "5s"))
        .hasMessageContaining("tocsin.jobs.dns.stepp");
  }

  @Test
  void named_listsTheJobsThereAre() {
    assertThatThrownBy(() -> jobs("tocsin.jobs.dns.query", "up").named("dnx\n"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("job \"dnx\\u000a\" is not configured; expected one of [dns]");
    assertThatThrownBy(() -> jobs().named("dns"))
        .hasMessage(
            "job \"dns\" is not configured; expected none: set tocsin.jobs.<name>.query, or give a"
                + " query of your own");
  }

  private static Jobs jobs(String... properties) {
    return jobs(ConfigValues.of(properties));
  }

  private static Jobs jobs(Map<String, String> values) {
    return new Jobs(ConfigValues.tocsin(values), new Trainers(InstantSource.system()));
  }
}
