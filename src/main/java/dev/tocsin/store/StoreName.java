package dev.tocsin.store;

import java.util.regex.Pattern;

/** The names of jobs and the ids of versions: what may safely become the name of a file. */
final class StoreName {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private StoreName() {}

  static boolean isOne(String name) {
    return FORM.matcher(name).matches();
  }

  /**
   * The name itself.
   *
   * @param what it names, for people
   * @throws StoreException of kind {@code BAD_NAME}
   */
  static String checked(String what, String name) {
    if (!isOne(name)) {
      String met = name.length() > 80 ? name.substring(0, 80) + "…" : name;
      throw new StoreException(
          StoreException.Kind.BAD_NAME,
          what + " '" + met.replaceAll("\\p{Cntrl}", "?") + "', expected " + FORM.pattern());
    }
    return name;
  }
}
