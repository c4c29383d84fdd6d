/** Working off what stands in a table: at once where it was put by this process, soon where not. */
@NullMarked
package dev.switchboard.pipeline.queue;

import org.jspecify.annotations.NullMarked;
