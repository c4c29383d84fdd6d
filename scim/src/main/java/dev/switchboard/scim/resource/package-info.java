/** Resource bodies: what a client may send, made canonical, and what it gets to see. */
@NullMarked
package dev.switchboard.scim.resource;

import org.jspecify.annotations.NullMarked;
