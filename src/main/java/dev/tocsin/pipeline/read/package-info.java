/** The job's series out of the source, aligned, without Tocsin's own output. */
@NullMarked
package dev.tocsin.pipeline.read;

import org.jspecify.annotations.NullMarked;
