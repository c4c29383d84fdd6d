/**
 * {@code ./switchboard dead-letters}: what operators do with records that could not be processed.
 */
@NullMarked
package dev.switchboard.localstack.deadletters;

import org.jspecify.annotations.NullMarked;
