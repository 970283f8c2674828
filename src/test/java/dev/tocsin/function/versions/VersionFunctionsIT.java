package dev.tocsin.function.versions;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against what was built: the jar, or with {@code -Dnative} the executable. */
@QuarkusIntegrationTest
class VersionFunctionsIT extends VersionFunctionsTest {}
