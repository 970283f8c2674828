@NullMarked
package dev.tocsin.function.versions;

import org.jspecify.annotations.NullMarked;
