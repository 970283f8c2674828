@NullMarked
package dev.tocsin.push.event;

import org.jspecify.annotations.NullMarked;
