/** What the services' own metrics have in common. */
@NullMarked
package dev.switchboard.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
