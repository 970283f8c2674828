package dev.tocsin.prometheus.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the queries of a remote read, and which labels of its answer the server only added.
 *
 * @param matchers what a series must fulfil
 * @param added the external labels that none of the matching series bears itself with that value
 */
public record RemoteQuery(List<LabelMatcher> matchers, Map<String, String> added) {
  /** Copies the collections. */
  public RemoteQuery {
    matchers = List.copyOf(matchers);
    added = Map.copyOf(added);
  }

  /**
   * The queries that together select what the matchers do, each series once.
   *
   * <p>A server puts its external labels on every series it answers with, unless the series has a
   * label of that name. An answer thus does not tell a label added from one that the series bears
   * itself with the same value. So the series are asked for apart, by which of the external labels
   * they bear themselves: two to the power of their number queries, nearly all of them empty. The
   * value is compared as a regular expression, because the server takes {@code =} with an external
   * label's value to mean that the series lacks the label.
   */
  public static List<RemoteQuery> partition(
      List<LabelMatcher> matchers, Map<String, String> externalLabels) {
    List<RemoteQuery> queries = List.of(new RemoteQuery(matchers, Map.of()));
    for (Map.Entry<String, String> label : externalLabels.entrySet()) {
      List<RemoteQuery> halves = new ArrayList<>();
      for (RemoteQuery query : queries) {
        halves.add(query.without(label.getKey(), label.getValue()));
        halves.add(query.with(label.getKey(), label.getValue()));
      }
      queries = halves;
    }
    return queries;
  }

  private RemoteQuery without(String name, String value) {
    Map<String, String> more = new HashMap<>(added);
    more.put(name, value);
    return new RemoteQuery(and(new LabelMatcher(LabelMatcher.Type.NOT_EQUAL, name, value)), more);
  }

  private RemoteQuery with(String name, String value) {
    return new RemoteQuery(and(LabelMatcher.oneOf(name, List.of(value))), added);
  }

  private List<LabelMatcher> and(LabelMatcher matcher) {
    List<LabelMatcher> all = new ArrayList<>(matchers);
    all.add(matcher);
    return all;
  }
}
