package dev.switchboard.userstore;

import java.util.List;

/**
 * One page of a list.
 *
 * @param totalResults how many there are in all pages
 */
public record Page(long totalResults, List<StoredResource> resources) {}
