/** The way of the data, in order: score and retrain. Everything it does takes the time as given. */
@NullMarked
package dev.tocsin.pipeline;

import org.jspecify.annotations.NullMarked;
