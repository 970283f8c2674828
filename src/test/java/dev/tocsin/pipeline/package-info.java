@NullMarked
package dev.tocsin.pipeline;

import org.jspecify.annotations.NullMarked;
