@NullMarked
package dev.tocsin.push.delivery;

import org.jspecify.annotations.NullMarked;
