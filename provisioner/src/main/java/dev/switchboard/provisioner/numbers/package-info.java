/** What the number service tells, written into the users. */
@NullMarked
package dev.switchboard.provisioner.numbers;

import org.jspecify.annotations.NullMarked;
