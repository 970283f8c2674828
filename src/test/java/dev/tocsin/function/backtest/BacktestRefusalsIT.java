package dev.tocsin.function.backtest;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what was built: the jar, or with {@code -Dnative} the executable. */
@QuarkusIntegrationTest
class BacktestRefusalsIT extends BacktestRefusalsTest {}
