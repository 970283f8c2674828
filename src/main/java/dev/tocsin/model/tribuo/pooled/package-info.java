/**
 * Detectors whose weights are fitted on the windows of all series together, each in its own scale:
 * what they have in common, and the forecasters among them.
 */
@NullMarked
package dev.tocsin.model.tribuo.pooled;

import org.jspecify.annotations.NullMarked;
