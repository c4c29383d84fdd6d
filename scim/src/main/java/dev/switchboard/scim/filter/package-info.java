/** Filters (RFC 7644, section 3.4.2.2), parsed and resolved against a resource type's schemas. */
@NullMarked
package dev.switchboard.scim.filter;

import org.jspecify.annotations.NullMarked;
