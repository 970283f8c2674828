package dev.tocsin.function.request;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call. A bean, not a record, because Funqy also fills it from the query string of a
 * GET; mostly of text fields, so that what is wrong with one can be said in our own words.
 */
public abstract class RequestBody {
  /** Fields that mean nothing here, so that a typing error does not pass unnoticed. */
  private final Set<String> unknown = new TreeSet<>();

  /** Takes note of a field that is not one of the body's. */
  @JsonAnySetter
  public final void setUnknown(String name, @Nullable Object value) {
    unknown.add(name);
  }

  final Set<String> unknown() {
    return unknown;
  }
}
