/**
 * What tests share: real servers on loopback that end with the test, servers that misbehave as
 * told, child processes, and series and stores in memory.
 */
@NullMarked
package dev.tocsin.testing;

import org.jspecify.annotations.NullMarked;
