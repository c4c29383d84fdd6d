/** What was asked and answered, on its way to the log that admins read. */
@NullMarked
package dev.switchboard.gateway.requestlog;

import org.jspecify.annotations.NullMarked;
