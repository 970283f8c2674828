/** Training with Tribuo, and writing what was learnt as the graph of a detector. */
@NullMarked
package dev.tocsin.model.tribuo;

import org.jspecify.annotations.NullMarked;
