/** PATCH (RFC 7644, section 3.5.2), checked without state first and applied to a document later. */
@NullMarked
package dev.switchboard.scim.patch;

import org.jspecify.annotations.NullMarked;
