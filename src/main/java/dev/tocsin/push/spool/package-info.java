/** Queues of what is to be sent: in memory, or in files that outlive the process. */
@NullMarked
package dev.tocsin.push.spool;

import org.jspecify.annotations.NullMarked;
