/** Kafka and PostgreSQL for integration tests. */
@NullMarked
package dev.switchboard.testsupport;

import org.jspecify.annotations.NullMarked;
