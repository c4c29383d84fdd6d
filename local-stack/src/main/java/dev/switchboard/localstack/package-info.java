/**
 * The whole system on one machine without Docker: a real broker, a real database and the services.
 */
@NullMarked
package dev.switchboard.localstack;

import org.jspecify.annotations.NullMarked;
