/**
 * What a Prometheus stored of a CoreDNS while things were made to go wrong with it: its series in
 * memory, in a small file, and as text.
 */
@NullMarked
package dev.tocsin.demo.recording;

import org.jspecify.annotations.NullMarked;
