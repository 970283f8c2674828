/** Running detectors with ONNX Runtime: one call per batch of series, models swapped under load. */
@NullMarked
package dev.tocsin.model.onnx;

import org.jspecify.annotations.NullMarked;
