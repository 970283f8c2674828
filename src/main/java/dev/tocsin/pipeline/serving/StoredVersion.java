package dev.tocsin.pipeline.serving;

import dev.tocsin.model.Manifest;
import java.util.Optional;

/**
 * A version in the store.
 *
 * @param id its id
 * @param isCurrent whether the store points to it
 * @param manifest what there is to know about it; empty if it is damaged
 * @param damage what is wrong with it; empty if its manifest is whole
 */
public record StoredVersion(
    String id, boolean isCurrent, Optional<Manifest> manifest, Optional<String> damage) {}
