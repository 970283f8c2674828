@NullMarked
package dev.tocsin.pipeline.job;

import org.jspecify.annotations.NullMarked;
