/** Remote write as bytes: protobuf in a block of snappy. */
@NullMarked
package dev.tocsin.push.series.wire;

import org.jspecify.annotations.NullMarked;
