package dev.tocsin.series;

/**
 * A question to a source: an expression, evaluated at every time of a grid.
 *
 * @param expression PromQL
 * @param grid the evaluation times
 */
public record RangeQuery(String expression, TimeGrid grid) {}
