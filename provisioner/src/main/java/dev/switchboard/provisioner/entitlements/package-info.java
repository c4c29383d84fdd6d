/**
 * What a company's rules give to its users: the office, the licence, and what the number service is
 * told. Chosen with each command, and again when something outside of the user has changed.
 */
@NullMarked
package dev.switchboard.provisioner.entitlements;

import org.jspecify.annotations.NullMarked;
