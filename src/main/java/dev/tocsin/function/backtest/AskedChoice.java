package dev.tocsin.function.backtest;

import dev.tocsin.function.problem.ProblemException;
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
                ProblemException.badField(
                    field, text, "one of " + Arrays.toString(all).toLowerCase(Locale.ROOT)));
  }
}
