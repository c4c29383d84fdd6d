package dev.switchboard.userstore;

import java.util.List;

/**
 * One page of a list.
 *
 * @param totalResults how many there are in all pages
 * @param resources in order; where all together are too large, only the first of them are read
 */
public record Page(long totalResults, List<Listed> resources) {}
