/** Writing the ONNX graph of a detector, operator by operator. */
@NullMarked
package dev.tocsin.model.tribuo.graph;

import org.jspecify.annotations.NullMarked;
