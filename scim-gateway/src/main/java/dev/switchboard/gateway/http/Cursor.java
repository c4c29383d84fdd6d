package dev.switchboard.gateway.http;

import dev.switchboard.userstore.Position;

import org.jspecify.annotations.Nullable;

/**
 * Where a walk by cursor stands.
 *
 * @param query the digest of the search that it belongs to
 * @param count the size of its pages
 * @param total how many resources there were in all when it began
 * @param plan which of the search's types it has come to, from 0
 * @param last the last resource seen of that type, or null for none
 */
record Cursor(String query, int count, long total, int plan, @Nullable Position last) {}
