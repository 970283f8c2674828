@NullMarked
package dev.tocsin.pipeline.serving;

import org.jspecify.annotations.NullMarked;
