package dev.tocsin.function.config;

import dev.tocsin.detect.Gates;
import dev.tocsin.model.tribuo.seasonal.SeasonalArTrainer;
import dev.tocsin.prometheus.ReadProtocol;
import dev.tocsin.window.CounterRule;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * All of Tocsin's configuration: {@code tocsin.*}, or {@code TOCSIN_*} in the environment.
 *
 * <p>URLs are text here: what is wrong with a value that configuration itself converts is told with
 * the value, and a URL may have a password in it.
 */
@ConfigMapping(prefix = "tocsin")
public interface TocsinConfig {
  Prometheus prometheus();

  Store store();

  Dataset dataset();

  Events events();

  Auth auth();

  Addresses addresses();

  /** The jobs by name: {@code [a-z0-9][a-z0-9-]*}, at most 64 characters. */
  Map<String, Job> jobs();

  /** The receivers of results by name. */
  Map<String, SinkConfig> sinks();

  /** Who may call; everybody if no token is set. */
  interface Auth {
    /** The token that every call must bring, the probes of {@code /q/health/} excepted. */
    Optional<String> token();

    /** A file that holds it, read anew for each call. */
    Optional<Path> tokenFile();

    /** The key that opens {@code /alert} to notifications signed with it, beside the token. */
    Optional<String> alertKey();

    /** A file that holds it, read anew for each call. */
    Optional<Path> alertKeyFile();

    /** How old a signature may be; at {@code 0s} it need not tell its time. */
    @WithDefault("5m")
    @WithConverter(DurationConverter.class)
    Duration alertMaxAge();
  }

  /** Where connections go. */
  interface Addresses {
    /** Networks that are connected to though they are link-local or a cloud's metadata. */
    Optional<List<String>> allow();
  }

  /** Where series are read. */
  interface Prometheus extends AccessConfig {
    /** The server's address, with its path prefix if it has one. */
    @WithDefault("http://localhost:9090")
    String url();

    /** How long one read may take, connecting and decoding included. */
    @WithDefault("30s")
    @WithConverter(DurationConverter.class)
    Duration timeout();

    /** More series than this in one answer are refused. */
    @WithDefault("200000")
    int maxSeries();

    /**
     * More samples than this in one read, series times steps, are refused. Where it is not said,
     * 100 million, or what half of the heap holds if that is less.
     */
    OptionalLong maxSamples();

    /** More body bytes than this in one answer are refused. */
    @WithDefault("5000000000")
    long maxWireBytes();

    /** More body bytes than this, once decompressed, are refused. */
    @WithDefault("5000000000")
    long maxBodyBytes();

    /** By which API: {@code auto}, {@code remote-read} or {@code query-range}. */
    @WithDefault("auto")
    ReadProtocol protocol();
  }

  /** User and password. */
  interface Basic {
    /** The user. */
    Optional<String> user();

    /** The password; or instead of it: */
    Optional<String> password();

    /** The file that holds the password, read anew for each request. */
    Optional<Path> passwordFile();
  }

  /** A bearer token. */
  interface Bearer {
    /** The token; or instead of it: */
    Optional<String> token();

    /** The file that holds the token, read anew for each request. */
    Optional<Path> tokenFile();
  }

  /** PEM files for https. */
  interface Tls {
    /** The authorities to trust instead of the platform's. */
    Optional<Path> ca();

    /** The client's certificate chain. */
    Optional<Path> certificate();

    /** The client's private key, PKCS #8. */
    Optional<Path> key();
  }

  /** Where models are kept. */
  interface Store {
    /** The folder; made when it does not exist. */
    @WithDefault("${java.io.tmpdir}/tocsin-models")
    Path path();

    /** How many versions of a job's model are kept, the current one included. */
    @WithDefault("5")
    int keep();
  }

  /** What {@code /dataset} answers. */
  interface Dataset {
    /** Series × steps of one answer; more are refused. */
    @WithDefault("1000000")
    int maxPoints();
  }

  /** Events that Tocsin sends by itself: those of {@code /plan}, and what {@code /alert} found. */
  interface Events {
    /** Where they go; a Knative SinkBinding sets {@code K_SINK}. */
    @WithDefault("${K_SINK:}")
    Optional<String> sink();

    /** Attributes of each, as {@code {"extensions":{…}}}; a SinkBinding sets them too. */
    @WithDefault("${K_CE_OVERRIDES:}")
    Optional<String> overrides();
  }

  /** What is watched, and how. */
  interface Job {
    /** PromQL; each series it yields is scored. */
    String query();

    /** The distance of two samples. */
    @WithDefault("1m")
    @WithConverter(DurationConverter.class)
    Duration step();

    /** The range that {@code "points":"all"} answers. */
    @WithDefault("1h")
    @WithConverter(DurationConverter.class)
    Duration window();

    /** The range a model is trained on; by default 5,000 steps, or 4 seasons if that is longer. */
    @WithConverter(DurationConverter.class)
    Optional<Duration> history();

    /** The rhythm of the series, such as {@code 1d}; if absent, what suits the kind. */
    @WithConverter(DurationConverter.class)
    Optional<Duration> season();

    /** Which series are counters and become rates: {@code auto}, {@code always}, {@code never}. */
    @WithDefault("auto")
    CounterRule counters();

    /** How many missing samples in a row the last one may stand in for. */
    @WithDefault("3")
    int maxGap();

    /** Which side of the expected counts; vmanomaly's names. */
    @WithDefault("both")
    Gates.Direction detectionDirection();

    /** The least distance from the expected, in the unit of the series; or two: below, above. */
    Optional<List<Double>> minDevFromExpected();

    /** The same as a fraction of the expected. */
    Optional<List<Double>> minRelDevFromExpected();

    /** The least and the greatest value that make sense. */
    Optional<List<Double>> dataRange();

    /** How long it must be calm until an incident is over; by default 32 steps, at least 30 s. */
    @WithConverter(DurationConverter.class)
    Optional<Duration> holdDown();

    /** By which labels series make groups that are judged jointly. */
    Optional<List<String>> groupBy();

    /** The names of the sinks that are told each run's results. */
    Optional<List<String>> sinks();

    /**
     * How often the job is scored, by whomever; if absent, what {@code schedule.score} says, or the
     * step, the longer, and at least a minute.
     */
    @WithConverter(DurationConverter.class)
    Optional<Duration> interval();

    Model model();

    Training training();

    Schedule schedule();
  }

  /** How a job's model is made. */
  interface Model {
    /** What a job gets that does not ask for a kind. */
    String DEFAULT_KIND = SeasonalArTrainer.KIND;

    /** Which trainer. */
    @WithDefault(DEFAULT_KIND)
    String kind();

    /** An ONNX file that keeps the contract, instead of a trainer. */
    Optional<Path> file();

    /** The digest that file must have; not checked if absent. */
    Optional<String> sha256();

    /** How many past steps a forecast looks at; {@code seasonal-ar} has its own number. */
    OptionalInt lags();

    /** How many units the network of the kind {@code lstm} has; 8 if absent. */
    OptionalInt units();

    /** How often that network is trained on all windows; 10 times if absent. */
    OptionalInt epochs();

    /** By whose clocks days and weeks are counted. */
    @WithDefault("UTC")
    @WithConverter(ZoneConverter.class)
    ZoneId timeZone();

    /** The share of ordinary steps that may be anomalous; by default what suits the kind. */
    OptionalDouble falseAlertRate();

    /** What everything random in training starts from. */
    @WithDefault("1")
    long seed();
  }

  /** What a job's model learns from. */
  interface Training {
    /**
     * What of the history is left out: {@code from/to} in RFC 3339, or a window that comes again by
     * the clocks of the model's time zone, {@code Sun 02:00/Sun 04:00} or {@code 02:00/03:30}.
     */
    Optional<List<String>> exclude();
  }

  /** What runs inside the process by itself; nothing by default. */
  interface Schedule {
    /** How often the job is scored: a duration such as {@code 1m}, or {@code off}. */
    @WithDefault("off")
    String score();

    /** How often the job is retrained: a duration such as {@code 6h}, or {@code off}. */
    @WithDefault("off")
    String retrain();
  }
}
