/** The command line, {@code ./switchboard}. */
@NullMarked
package dev.switchboard.localstack.cli;

import org.jspecify.annotations.NullMarked;
