package dev.switchboard.userstore;

import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * A resource as it is stored.
 *
 * @param version counts the resource's changes from 1
 * @param resource the SCIM representation, of a group without its members: {@code schemas}, {@code
 *     id}, the client's attributes, our read-only ones, and {@code meta} without {@code location},
 *     which only the gateway knows; {@code meta.version} is {@code W/"version"}
 */
public record StoredResource(UUID id, long version, ObjectNode resource) {}
