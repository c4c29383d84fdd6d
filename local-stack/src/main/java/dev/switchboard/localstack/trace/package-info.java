/** {@code ./switchboard trace} and {@code requests}: what happened, from topics and stores. */
@NullMarked
package dev.switchboard.localstack.trace;

import org.jspecify.annotations.NullMarked;
