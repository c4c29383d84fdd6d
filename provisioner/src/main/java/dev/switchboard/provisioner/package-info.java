/** Decides commands and owns the user store. */
@NullMarked
package dev.switchboard.provisioner;

import org.jspecify.annotations.NullMarked;
