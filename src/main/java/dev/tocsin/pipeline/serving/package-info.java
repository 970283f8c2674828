/** Which version of a job's model serves, and which others there are. */
@NullMarked
package dev.tocsin.pipeline.serving;

import org.jspecify.annotations.NullMarked;
