/** What is wrong, as alerts of an Alertmanager. */
@NullMarked
package dev.tocsin.push.alert;

import org.jspecify.annotations.NullMarked;
