/**
 * The dataset of TensorFlow I/O's Prometheus tutorial: series nested by job, instance and metric,
 * and the operations of {@code tf.data} that the tutorial puts on them.
 *
 * <p>Everything is a view. An operation costs the same for ten elements as for ten million, and
 * nothing is computed or copied until a number is read.
 */
@NullMarked
package dev.tocsin.window.dataset;

import org.jspecify.annotations.NullMarked;
