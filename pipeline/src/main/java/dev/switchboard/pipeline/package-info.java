/** What every service of the pipeline does alike; each package stands alone. */
@NullMarked
package dev.switchboard.pipeline;

import org.jspecify.annotations.NullMarked;
