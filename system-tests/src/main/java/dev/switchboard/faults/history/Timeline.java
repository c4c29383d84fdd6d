package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.faults.history.Evidence.SentEvent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events without repeats, by resource and by the command that caused them.
 *
 * @param byResource each resource's events as they were sent first
 * @param byCause the events that each message caused
 * @param commandsOf the commands of each request, without repeats
 */
record Timeline(
        Map<String, List<SentEvent>> byResource,
        Map<String, List<SentEvent>> byCause,
        Map<String, Set<String>> commandsOf) {

    static Timeline of(Evidence evidence) {
        Map<String, List<SentEvent>> byResource = new LinkedHashMap<>();
        Map<String, List<SentEvent>> byCause = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (SentEvent event : evidence.events()) {
            if (seen.add(event.id())) {
                byResource.computeIfAbsent(event.resourceId(), _ -> new ArrayList<>()).add(event);
                if (event.cause() != null) {
                    byCause.computeIfAbsent(event.cause(), _ -> new ArrayList<>()).add(event);
                }
            }
        }
        Map<String, Set<String>> commandsOf = new LinkedHashMap<>();
        for (SentCommand command : evidence.commands()) {
            commandsOf
                    .computeIfAbsent(command.requestId(), _ -> new LinkedHashSet<>())
                    .add(command.id());
        }
        return new Timeline(byResource, byCause, commandsOf);
    }

    /** What the request has changed. */
    List<SentEvent> eventsOf(Attempt attempt) {
        return commandsOf.getOrDefault(attempt.requestId(), Set.of()).stream()
                .flatMap(command -> byCause.getOrDefault(command, List.of()).stream())
                .toList();
    }

    /** A resource's events, oldest first. */
    List<SentEvent> of(String resourceId) {
        return byResource.getOrDefault(resourceId, List.of());
    }
}
