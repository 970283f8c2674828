package dev.tocsin.push.report;

import dev.tocsin.series.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Labels that Tocsin gives what it writes, beside those of the series it is about. */
public final class OwnLabels {
  /** What the series' own name becomes, as vmanomaly does it. */
  public static final String FOR = "for";

  private OwnLabels() {}

  /** All of both, where an input label that meets a name of ours moves aside. */
  public static Labels besides(Map<String, String> own, Labels input) {
    Map<String, String> all = new TreeMap<>(own);
    input.forEach(
        (name, value) -> {
          if (!name.equals(Labels.METRIC_NAME)) {
            String free = name;
            while (all.containsKey(free) || (!free.equals(name) && has(input, free))) {
              free = "exported_" + free;
            }
            all.put(free, value);
          }
        });
    return Labels.of(all);
  }

  private static boolean has(Labels labels, String name) {
    return labels.value(name).isPresent();
  }
}
