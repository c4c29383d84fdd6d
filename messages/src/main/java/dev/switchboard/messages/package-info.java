/**
 * The contract between the services: commands ask for a change and may be refused, outcomes answer
 * one command, events state what has happened. No service shares anything else with another.
 */
@NullMarked
package dev.switchboard.messages;

import org.jspecify.annotations.NullMarked;
