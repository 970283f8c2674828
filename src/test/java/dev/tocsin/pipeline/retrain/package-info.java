@NullMarked
package dev.tocsin.pipeline.retrain;

import org.jspecify.annotations.NullMarked;
