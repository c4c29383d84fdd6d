/** The user store in PostgreSQL: its queries for everyone, its writes for the provisioner. */
@NullMarked
package dev.switchboard.userstore;

import org.jspecify.annotations.NullMarked;
