package dev.switchboard.userstore;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * A resource of a page.
 *
 * @param position the place behind it in the list that it was found in
 * @param octets how much text it is, for what a page holds is bounded by it; of a look-up, which
 *     has no such bound, about as much
 * @param body makes the resource of its text, anew each time: as a tree it takes several times the
 *     memory, so it should be one only while it is shown. Null where the page had no room for it:
 *     {@link ResourceQueries#readOn} reads it then
 */
public record Listed(Position position, long octets, @Nullable Supplier<StoredResource> body) {

    public UUID id() {
        return position.id();
    }

    /** Whether its text is here. */
    public boolean isRead() {
        return body != null;
    }

    /** The resource, if it is read. */
    public StoredResource stored() {
        return requireNonNull(body, "Not read yet").get();
    }
}
