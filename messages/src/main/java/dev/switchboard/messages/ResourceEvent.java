package dev.switchboard.messages;

/**
 * What has happened to a resource, in order per resource, exactly one for each of its versions.
 * Users' and groups' events share a topic and the types of RFC 9967; their subject, {@code
 * /Users/…} or {@code /Groups/…}, tells them apart.
 */
public sealed interface ResourceEvent extends Message permits UserEvent, GroupEvent {

    /** The resource's version after the change, 1 for the first; a deletion counts as a version. */
    long version();
}
