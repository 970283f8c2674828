@NullMarked
package dev.tocsin.push.report;

import org.jspecify.annotations.NullMarked;
