package dev.tocsin.function.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the names of labels that callers give: as a list, or as text with commas. */
public final class LabelNames {
  private LabelNames() {}

  /** The names, in their order; none if nothing is given. */
  public static List<String> of(@Nullable List<? extends @Nullable String> given) {
    List<String> names = new ArrayList<>();
    if (given == null) {
      return names;
    }
    for (String text : given) {
      if (text != null) {
        Arrays.stream(text.split(",")).map(String::strip).forEach(names::add);
      }
    }
    names.removeIf(String::isEmpty);
    return names;
  }
}
