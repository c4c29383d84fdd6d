/** What one company may ask at once, so that others do not feel it. */
@NullMarked
package dev.switchboard.gateway.limits;

import org.jspecify.annotations.NullMarked;
