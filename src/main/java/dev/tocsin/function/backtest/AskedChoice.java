package dev.tocsin.function.backtest;

import dev.tocsin.function.problem.Quoted;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads fields that have one of a few words. */
final class AskedChoice {
  private AskedChoice() {}

  /**
   * What a field says, or the default where it is left out.
   *
   * @throws dev.tocsin.function.problem.ProblemException if it says none of the words
   */
  static <E extends Enum<E>> E of(String field, @Nullable String text, E byDefault) {
    if (text == null) {
      return byDefault;
    }
    E[] all = byDefault.getDeclaringClass().getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> one.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                InlineSeries.wrong(
                    "%s is %s, expected one of %s"
                        .formatted(
                            field,
                            Quoted.of(text),
                            Arrays.toString(all).toLowerCase(Locale.ROOT))));
  }
}
