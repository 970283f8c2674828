package dev.tocsin.model;

import dev.tocsin.series.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a detector knows of each series it was fitted on: labels, and tensors by name.
 *
 * <p>Immutable and thread-safe. A lookup by labels is one hash probe. A series costs its labels,
 * about 50 bytes for the lookup, and 8 bytes for every value in its tensors.
 */
public final class SeriesParameters {
  /** The index of a series that is not among the fitted ones. */
  public static final int UNKNOWN = -1;

  private final List<Labels> labels;
  private final Map<Labels, Integer> indexOf;
  private final SortedMap<String, SeriesTensor> tensors;
  private final boolean any;

  private SeriesParameters() {
    this.labels = List.of();
    this.tensors = new TreeMap<>();
    this.indexOf = Map.of();
    this.any = true;
  }

  /**
   * The parameters of these series.
   *
   * @param labels the series, in the order of the tensors' rows
   * @param tensors by name
   * @throws IllegalArgumentException if a series stands twice, or a tensor has another number of
   *     rows
   */
  public SeriesParameters(List<Labels> labels, Map<String, SeriesTensor> tensors) {
    this.any = false;
    this.labels = List.copyOf(labels);
    this.tensors = new TreeMap<>(tensors);
    this.indexOf = new HashMap<>(labels.size() * 2);
    for (int i = 0; i < labels.size(); i++) {
      if (indexOf.put(labels.get(i), i) != null) {
        throw new IllegalArgumentException("series " + labels.get(i) + " stands twice");
      }
    }
    this.tensors.forEach(this::checkRows);
  }

  private void checkRows(String name, SeriesTensor tensor) {
    if (tensor.rows() != labels.size()) {
      throw new IllegalArgumentException(
          "tensor " + name + " has " + tensor.rows() + " rows, expected " + labels.size());
    }
  }

  /** These parameters with some tensors added or replaced. */
  public SeriesParameters with(Map<String, SeriesTensor> changed) {
    Map<String, SeriesTensor> all = new TreeMap<>(tensors);
    all.putAll(changed);
    return new SeriesParameters(labels, all);
  }

  /**
   * These parameters with more series, or other parameters of some; the others' stay as they are.
   *
   * @throws IllegalArgumentException if the tensors are not the same ones
   */
  public SeriesParameters joinedBy(SeriesParameters later) {
    if (!later.names().equals(names())) {
      throw new IllegalArgumentException(
          "series with tensors " + later.names() + ", expected " + names() + " as the others have");
    }
    List<Labels> all = new ArrayList<>(labels);
    int[] places = new int[later.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = indexOf(later.labels(i));
      if (places[i] == UNKNOWN) {
        places[i] = all.size();
        all.add(later.labels(i));
      }
    }
    Map<String, SeriesTensor> joined = new TreeMap<>();
    tensors.forEach((name, tensor) -> joined.put(name, tensor.with(later.tensor(name), places)));
    return new SeriesParameters(all, joined);
  }

  /** Of a model that knows no series, and so scores any; they all have index 0, and no tensors. */
  public static SeriesParameters ofAny() {
    return new SeriesParameters();
  }

  /** Whether this is the index of a series. */
  public boolean knows(int index) {
    return index >= 0 && index < (any ? 1 : labels.size());
  }

  /** How many series there are. */
  public int size() {
    return labels.size();
  }

  /** The labels of a series. */
  public Labels labels(int index) {
    return labels.get(index);
  }

  /** The index of a series, or {@link #UNKNOWN}. */
  public int indexOf(Labels series) {
    Integer index = indexOf.get(series);
    if (any) {
      return 0;
    }
    return index == null ? UNKNOWN : index;
  }

  /** The names of the tensors, ascending. */
  public SortedSet<String> names() {
    return new TreeSet<>(tensors.keySet());
  }

  /** Whether there is a tensor of this name. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * The tensor of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public SeriesTensor tensor(String name) {
    SeriesTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor " + name + " for the series, expected one of " + tensors.keySet());
    }
    return tensor;
  }
}
