@NullMarked
package dev.tocsin.push;

import org.jspecify.annotations.NullMarked;
