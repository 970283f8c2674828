/**
 * How things get to a receiver: a sink queues what its channel made of a report, and sends it until
 * the receiver takes or refuses it.
 */
@NullMarked
package dev.tocsin.push.delivery;

import org.jspecify.annotations.NullMarked;
