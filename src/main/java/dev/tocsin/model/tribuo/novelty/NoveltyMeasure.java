package dev.tocsin.model.tribuo.novelty;

import dev.tocsin.model.tribuo.graph.GraphBuilder;

/** A fitted measure of how unlike all others a window is, which can write itself into a graph. */
public interface NoveltyMeasure {
  /**
   * Writes the measure into a graph.
   *
   * @param features double {@code [n × features]}
   * @return how unlike the windows it was fitted on each row is, double {@code [n]}; larger is more
   */
  String write(GraphBuilder graph, String features);

  /** How it came to be: trainer, data, seeds, versions; for people. */
  String provenance();
}
