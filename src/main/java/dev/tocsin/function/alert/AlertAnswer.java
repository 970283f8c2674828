package dev.tocsin.function.alert;

import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;

/**
 * The answer of {@code /alert}.
 *
 * @param alerts an {@link AlertFinding} for each alert, in their order
 */
public record AlertAnswer(List<RawValue> alerts) {}
