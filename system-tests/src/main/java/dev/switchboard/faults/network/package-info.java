/** Connections that can be cut. */
@NullMarked
package dev.switchboard.faults.network;

import org.jspecify.annotations.NullMarked;
