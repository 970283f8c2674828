@NullMarked
package dev.tocsin.window.dataset;

import org.jspecify.annotations.NullMarked;
