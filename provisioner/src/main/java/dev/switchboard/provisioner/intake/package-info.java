/** Reading topics: what may fail, what is dead, and when reading begins. */
@NullMarked
package dev.switchboard.provisioner.intake;

import org.jspecify.annotations.NullMarked;
