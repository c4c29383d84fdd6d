/** The topics of the contract on a real broker. */
@NullMarked
package dev.switchboard.pipeline.topics;

import org.jspecify.annotations.NullMarked;
