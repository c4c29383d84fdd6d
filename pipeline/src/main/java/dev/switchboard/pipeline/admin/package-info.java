/** The door of the admin APIs: one token, and errors that a tool can read. */
@NullMarked
package dev.switchboard.pipeline.admin;

import org.jspecify.annotations.NullMarked;
