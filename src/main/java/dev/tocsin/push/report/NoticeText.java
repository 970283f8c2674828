package dev.tocsin.push.report;

import dev.tocsin.series.PrometheusDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A notice in words that somebody woken by it can act on. */
public final class NoticeText {
  /** More than that nobody reads on a telephone. */
  private static final int NAMED_SERIES = 5;

  private NoticeText() {}

  /** One line: which job, what, where, since when. */
  public static String summary(Notice notice, Report.Subject subject) {
    String where = notice.labels().size() == 0 ? "" : " in " + notice.labels();
    return "%s: %s%s since %s"
        .formatted(subject.job(), what(notice), where, seconds(notice.onset()));
  }

  private static String what(Notice notice) {
    String series = notice.seriesCount() == 1 ? "1 series" : notice.seriesCount() + " series";
    return series + " " + notice.cause();
  }

  /** Several lines: since when, how unusual, which series, what was seen and what expected. */
  public static String description(Notice notice, Report report) {
    StringBuilder text = new StringBuilder();
    text.append(what(notice)).append(" since ").append(seconds(notice.onset()));
    Instant until = notice.end().orElse(report.at());
    Duration lasted = Duration.between(notice.onset(), until);
    if (lasted.toMillis() > 0) {
      text.append(notice.end().isPresent() ? ", for " : ", so far for ")
          .append(PrometheusDuration.format(lasted));
    }
    text.append('.');
    if (!Double.isNaN(notice.peakScore())) {
      text.append(" Highest anomaly score ")
          .append(number(notice.peakScore()))
          .append(" (1 is the bound of what is normal).");
    }
    notice.contributors().stream().limit(NAMED_SERIES).forEach(c -> describe(c, text));
    int unnamed = notice.seriesCount() - Math.min(NAMED_SERIES, notice.contributors().size());
    if (unnamed > 0) {
      text.append("\n… and ").append(unnamed).append(" more");
    }
    return text.append("\nQuery: ").append(report.subject().query()).toString();
  }

  private static void describe(Notice.Contributor contributor, StringBuilder text) {
    text.append("\n- ").append(contributor.labels()).append(": ");
    if (Double.isNaN(contributor.seen())) {
      text.append("no samples");
    } else {
      text.append(number(contributor.seen()));
    }
    if (!Double.isNaN(contributor.expected())) {
      text.append(", expected ")
          .append(number(contributor.expected()))
          .append(" (")
          .append(number(contributor.lower()))
          .append(" to ")
          .append(number(contributor.upper()))
          .append(')');
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
