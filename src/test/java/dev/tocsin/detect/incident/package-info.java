@NullMarked
package dev.tocsin.detect.incident;

import org.jspecify.annotations.NullMarked;
