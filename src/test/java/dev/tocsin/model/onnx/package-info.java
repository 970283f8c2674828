@NullMarked
package dev.tocsin.model.onnx;

import org.jspecify.annotations.NullMarked;
