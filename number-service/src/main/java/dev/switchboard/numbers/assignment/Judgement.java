package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

/**
 * What became of a number that Okta asked for. Each request is judged once: a number that gets free
 * later does not change the user's.
 *
 * @param refusal why it was not given, as a sentence's end, or null where it was
 */
record Judgement(String number, @Nullable String refusal) {}
