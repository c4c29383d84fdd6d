/** Companies whose Oktas knock at the gateways. */
@NullMarked
package dev.switchboard.faults.load;

import org.jspecify.annotations.NullMarked;
