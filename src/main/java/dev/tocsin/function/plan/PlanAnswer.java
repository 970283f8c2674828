package dev.tocsin.function.plan;

import java.time.Instant;
import java.util.List;

/**
 * The answer of {@code /plan}.
 *
 * @param job the job's name
 * @param at the time every part is scored at
 * @param sent whether the parts went to the event sink; else they are for the caller to send
 * @param parts the bodies of {@code /score}, one a part: each series of the job is in one of them
 */
public record PlanAnswer(String job, Instant at, boolean sent, List<PartAnswer> parts) {}
