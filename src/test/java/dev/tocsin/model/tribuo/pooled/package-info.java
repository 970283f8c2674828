@NullMarked
package dev.tocsin.model.tribuo.pooled;

import org.jspecify.annotations.NullMarked;
