package dev.switchboard.gateway.http;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.MemberNames;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The operations of a bulk request and which of them waits for which. Independent ones may run side
 * by side; the order of the request is kept where it can be told apart: on one resource, for one
 * userName, and for a create after the deletes before it, which may set its name free.
 */
final class BulkPlan {

    private final List<BulkTask> tasks = new ArrayList<>();
    private final Map<String, BulkTask> creates = new HashMap<>();
    private final BulkReferences references;

    /**
     * @param operations as the client sent them; one that is wrong is a task that will fail
     */
    BulkPlan(JsonNode operations) {
        for (JsonNode sent : operations) {
            BulkTask task = new BulkTask(tasks.size(), sent);
            tasks.add(task);
            try {
                read(task);
            } catch (ScimException e) {
                task.refuse(e);
            }
        }
        Map<String, UUID> ids = new HashMap<>();
        creates.forEach((bulkId, task) -> ids.put(bulkId, task.newId()));
        references = new BulkReferences(ids);
        connectReferences();
        connectOrder();
    }

    List<BulkTask> tasks() {
        return tasks;
    }

    BulkReferences references() {
        return references;
    }

    private void read(BulkTask task) {
        int number = task.place() + 1;
        BulkOperation operation = BulkOperation.of(task.sent(), number);
        task.read(operation, operation.creates() ? MessageIds.next() : null);
        String bulkId = operation.bulkId();
        if (operation.creates() && bulkId != null && creates.putIfAbsent(bulkId, task) != null) {
            throw new ScimException(
                    ScimError.INVALID_VALUE,
                    "The bulkId '%s' of operation %d is that of an earlier one: each must be unique."
                            .formatted(Shown.of(bulkId), number));
        }
    }

    private void connectReferences() {
        for (BulkTask task : tasks) {
            if (task.isRefused()) {
                continue;
            }
            try {
                for (String bulkId : references.of(task.operation())) {
                    BulkTask create = creates.get(bulkId);
                    if (create != null) {
                        task.refersTo(create);
                    }
                }
            } catch (ScimException e) {
                task.refuse(e);
            }
        }
    }

    private void connectOrder() {
        // By comparison: some long texts take the better part of a minute to be made lower case.
        Map<String, BulkTask> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<ResourceType, List<BulkTask>> deletes = new HashMap<>();
        for (BulkTask task : tasks) {
            if (task.isRefused()) {
                continue;
            }
            BulkOperation operation = task.operation();
            String id = operation.id();
            if (id != null) {
                follow(operation.type().endpoint() + "/" + references.resolve(id), task, last);
            }
            if (operation.type() == ResourceType.USER) {
                String name = MemberNames.find(operation.data(), "userName").asString("");
                if (!name.isEmpty()) {
                    follow("name " + name, task, last);
                }
            }
            List<BulkTask> before =
                    deletes.computeIfAbsent(operation.type(), type -> new ArrayList<>());
            if (operation.creates()) {
                before.forEach(task::comesAfter);
            } else if (operation.method().equals("DELETE") && task.references().isEmpty()) {
                before.add(task);
            }
        }
    }

    private static void follow(String subject, BulkTask task, Map<String, BulkTask> last) {
        BulkTask previous = last.put(subject, task);
        if (previous != null) {
            task.comesAfter(previous);
        }
    }
}
