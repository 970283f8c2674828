/** Scoring: a model's verdicts on the steps of a window, and the incidents in them. */
@NullMarked
package dev.tocsin.pipeline.score;

import org.jspecify.annotations.NullMarked;
