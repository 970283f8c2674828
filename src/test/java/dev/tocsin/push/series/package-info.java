@NullMarked
package dev.tocsin.push.series;

import org.jspecify.annotations.NullMarked;
