/** The HTTP door: SCIM's endpoints, its media types, and every error as a SCIM error. */
@NullMarked
package dev.switchboard.gateway.http;

import org.jspecify.annotations.NullMarked;
