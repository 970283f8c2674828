/** A model from a job's history, proven against the one that serves; series that join it. */
@NullMarked
package dev.tocsin.pipeline.retrain;

import org.jspecify.annotations.NullMarked;
