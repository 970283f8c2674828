/** Detectors of other libraries, as baselines. */
@NullMarked
package dev.tocsin.eval.peer;

import org.jspecify.annotations.NullMarked;
