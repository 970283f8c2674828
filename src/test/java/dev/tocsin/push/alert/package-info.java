@NullMarked
package dev.tocsin.push.alert;

import org.jspecify.annotations.NullMarked;
