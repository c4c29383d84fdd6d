package dev.switchboard.provisioner.commands;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Splits a batch so that no resource has two commands in one part, and each keeps its order. */
final class Round {

    private Round() {}

    static List<List<Incoming>> split(Collection<Incoming> batch) {
        List<List<Incoming>> rounds = new ArrayList<>();
        Map<UUID, Integer> seen = new HashMap<>();
        for (Incoming incoming : batch) {
            int round = seen.merge(incoming.command().resourceId(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(incoming);
        }
        return rounds;
    }
}
