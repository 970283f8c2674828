@NullMarked
package dev.tocsin.push.series.wire;

import org.jspecify.annotations.NullMarked;
