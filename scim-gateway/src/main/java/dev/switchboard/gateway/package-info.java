/** The SCIM door: HTTP to commands, outcomes to HTTP. */
@NullMarked
package dev.switchboard.gateway;

import org.jspecify.annotations.NullMarked;
