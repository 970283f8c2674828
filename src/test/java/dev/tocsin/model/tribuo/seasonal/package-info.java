@NullMarked
package dev.tocsin.model.tribuo.seasonal;

import org.jspecify.annotations.NullMarked;
