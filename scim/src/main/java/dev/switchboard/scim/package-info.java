/** The SCIM 2.0 protocol without any I/O (RFC 7643, RFC 7644): errors and what all parts share. */
@NullMarked
package dev.switchboard.scim;

import org.jspecify.annotations.NullMarked;
