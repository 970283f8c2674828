@NullMarked
package dev.tocsin.push.spool;

import org.jspecify.annotations.NullMarked;
