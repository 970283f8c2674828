@NullMarked
package dev.tocsin.series;

import org.jspecify.annotations.NullMarked;
