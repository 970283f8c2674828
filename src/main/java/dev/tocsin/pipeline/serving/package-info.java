/** Which version of a job's model serves. */
@NullMarked
package dev.tocsin.pipeline.serving;

import org.jspecify.annotations.NullMarked;
