/** Resource types, schemas and attributes (RFC 7643, sections 2, 6 and 7). */
@NullMarked
package dev.switchboard.scim.schema;

import org.jspecify.annotations.NullMarked;
