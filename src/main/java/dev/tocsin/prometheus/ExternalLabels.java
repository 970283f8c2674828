package dev.tocsin.prometheus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the external labels in the configuration as Prometheus itself prints it.
 *
 * <p>Not a reader of YAML: of the one form that Prometheus writes, it takes the plain cases and
 * owns up to not knowing the others.
 */
final class ExternalLabels {
  private static final String GLOBAL = "global:";
  private static final String LABELS = "  external_labels:";
  private static final Pattern LABEL =
      Pattern.compile(
          "    ([a-zA-Z_][a-zA-Z0-9_]*): (?:([^\\s\"'!&*|>@%`{\\[#?-][^#]*)|\"([^\"\\\\]+)\"|'((?:[^']|'')+)')");

  private ExternalLabels() {}

  /** The labels in a configuration, or nothing if it is not understood. */
  static Optional<Map<String, String>> of(String yaml) {
    List<String> lines = yaml.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(GLOBAL)) {
      return Optional.empty();
    }
    Map<String, String> labels = new HashMap<>();
    boolean within = false;
    for (String line : lines.subList(1, lines.size())) {
      if (!line.startsWith("  ")) {
        break;
      }
      if (!line.startsWith("   ")) {
        within = line.startsWith(LABELS);
        if (within && !line.equals(LABELS)) {
          return Optional.empty();
        }
      } else if (within && !label(line, labels)) {
        return Optional.empty();
      }
    }
    return Optional.of(labels);
  }

  private static boolean label(String line, Map<String, String> labels) {
    Matcher matcher = LABEL.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    String value = matcher.group(2);
    if (value == null) {
      value = matcher.group(3);
    }
    if (value == null) {
      value = String.valueOf(matcher.group(4)).replace("''", "'");
    }
    return labels.put(matcher.group(1), value) == null;
  }
}
