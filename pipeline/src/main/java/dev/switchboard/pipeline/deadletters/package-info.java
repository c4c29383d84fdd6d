/** What operators do with dead letters: look at them, send them again, set them aside. */
@NullMarked
package dev.switchboard.pipeline.deadletters;

import org.jspecify.annotations.NullMarked;
