/** The system with everything encrypted and everybody known, as docs/security.md sets it up. */
@NullMarked
package dev.switchboard.systemtests.encrypted;

import org.jspecify.annotations.NullMarked;
