/** The running stack that the tests knock at, as local processes or as containers. */
@NullMarked
package dev.switchboard.systemtests.stack;

import org.jspecify.annotations.NullMarked;
