package dev.tocsin.function.request;

/** A body that may come in an event, whose time it is about where it does not say one itself. */
public interface Triggered {}
