package dev.switchboard.gateway.http;

import static java.util.Objects.requireNonNull;

import dev.switchboard.scim.ScimException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An operation of a bulk request on its way; only the thread that runs the request changes it. */
final class BulkTask {

    private final int place;
    private final JsonNode sent;
    private final List<BulkTask> followers = new ArrayList<>();
    private final Set<BulkTask> references = new HashSet<>();
    private @Nullable BulkOperation operation;
    private @Nullable UUID newId;
    private @Nullable ScimException refusal;
    private int waitingFor;
    private boolean begun;
    private ArrayNode lateMembers = JsonNodeFactory.instance.arrayNode();
    private @Nullable BulkResult result;

    /**
     * @param place its place in the request, from 0
     * @param sent what the client sent
     */
    BulkTask(int place, JsonNode sent) {
        this.place = place;
        this.sent = sent;
    }

    int place() {
        return place;
    }

    JsonNode sent() {
        return sent;
    }

    void read(BulkOperation read, @Nullable UUID idIfItCreates) {
        operation = read;
        newId = idIfItCreates;
    }

    BulkOperation operation() {
        return requireNonNull(operation);
    }

    /** The id of what a POST creates. */
    UUID newId() {
        return requireNonNull(newId);
    }

    /** It is wrong in itself; that counts as a failure when its turn comes. */
    void refuse(ScimException why) {
        refusal = why;
    }

    boolean isRefused() {
        return refusal != null;
    }

    ScimException refusal() {
        return requireNonNull(refusal);
    }

    /** This one needs what the other creates, and fails where that fails. */
    void refersTo(BulkTask create) {
        if (create != this && references.add(create)) {
            comesAfter(create);
        }
    }

    /** This one begins when the other has ended, well or not. */
    void comesAfter(BulkTask other) {
        if (other != this) {
            other.followers.add(this);
            waitingFor++;
        }
    }

    Set<BulkTask> references() {
        return references;
    }

    boolean isReady() {
        return waitingFor == 0 && !begun;
    }

    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** The members that are to be added once those whom they name are there. */
    ArrayNode lateMembers() {
        return lateMembers;
    }

    void addLater(ArrayNode members) {
        lateMembers = members;
    }

    boolean hasEnded() {
        return result != null;
    }

    BulkResult result() {
        return requireNonNull(result);
    }

    /** Ends; gives those that can begin now. */
    List<BulkTask> end(BulkResult how) {
        result = how;
        List<BulkTask> ready = new ArrayList<>();
        for (BulkTask follower : followers) {
            follower.waitingFor--;
            if (follower.isReady()) {
                ready.add(follower);
            }
        }
        followers.clear();
        return ready;
    }

    /** Ends otherwise, when the late members have been looked at. */
    void correct(BulkResult how) {
        result = how;
    }
}
