/**
 * What a detector is: the contract of its graph, the tensors of its series, its manifest, and the
 * trainer that makes it.
 *
 * <p>{@code docs/MODEL.md} tells the contract and the formats in prose.
 */
@NullMarked
package dev.tocsin.model;

import org.jspecify.annotations.NullMarked;
