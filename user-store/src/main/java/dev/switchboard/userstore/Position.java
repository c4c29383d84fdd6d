package dev.switchboard.userstore;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A place in a list: just behind a resource, which need no longer be there.
 *
 * @param sortKey what the resource is sorted by, as the database writes it; null where it has no
 *     value or the list is in order of creation
 * @param id the resource's id
 */
public record Position(@Nullable String sortKey, UUID id) {}
