/** The whole system from outside: HTTP in, HTTP and topics out. One way to fail for each class. */
@NullMarked
package dev.switchboard.systemtests;

import org.jspecify.annotations.NullMarked;
