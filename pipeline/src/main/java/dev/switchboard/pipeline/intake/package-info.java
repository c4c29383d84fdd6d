/** The way in: records that cannot be processed are put aside, faults that pass are waited for. */
@NullMarked
package dev.switchboard.pipeline.intake;

import org.jspecify.annotations.NullMarked;
