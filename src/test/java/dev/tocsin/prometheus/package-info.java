@NullMarked
package dev.tocsin.prometheus;

import org.jspecify.annotations.NullMarked;
