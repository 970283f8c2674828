/** What the evaluation writes: Markdown and SVG. */
@NullMarked
package dev.tocsin.eval.report;

import org.jspecify.annotations.NullMarked;
