package dev.switchboard.userstore;

import dev.switchboard.scim.schema.AttributePath;

/**
 * The order of a list (RFC 7644, section 3.4.2.3): resources without a value come last, in
 * descending order first; those with equal values are in order of creation, or against it.
 *
 * <p>Texts are compared by their first 200 characters.
 *
 * @param by a simple attribute, from {@link AttributePath#parseSortBy}; of several values the
 *     primary counts, else the first
 */
public record Sort(AttributePath by, boolean descending) {}
