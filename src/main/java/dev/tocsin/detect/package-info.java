/** Judging: from forecasts and bands to verdicts, each a score or a reason for having none. */
@NullMarked
package dev.tocsin.detect;

import org.jspecify.annotations.NullMarked;
