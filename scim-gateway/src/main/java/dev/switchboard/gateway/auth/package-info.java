/** Whose request it is: API tokens, looked up by hash and remembered for a moment. */
@NullMarked
package dev.switchboard.gateway.auth;

import org.jspecify.annotations.NullMarked;
