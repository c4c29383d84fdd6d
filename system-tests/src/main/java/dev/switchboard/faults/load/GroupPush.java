package dev.switchboard.faults.load;

import dev.switchboard.faults.history.Attempt.Action;
import dev.switchboard.faults.history.Attempt.Answer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The groups that one client pushes. */
final class GroupPush {

    private static final int MOST_GROUPS = 3;

    private final ScimClient client;
    private final String name;
    private final Random random;
    private final List<Team> teams = new ArrayList<>();
    private int made;

    private record Team(String id, Set<String> members) {}

    GroupPush(ScimClient client, String name, Random random) {
        this.client = client;
        this.name = name;
        this.random = random;
    }

    /** A user who is deleted is no member any more. */
    void forget(String user) {
        teams.forEach(team -> team.members.remove(user));
    }

    /** Makes a group, changes one or deletes one; members are some of these users. */
    void step(List<String> people) {
        if (teams.size() < MOST_GROUPS) {
            Set<String> members = some(people, 4);
            String title = name + " team " + ++made;
            Request request =
                    new Request(
                            Action.CREATE_GROUP,
                            null,
                            Bodies.group(title, members),
                            Map.of(),
                            members,
                            Set.of(),
                            201);
            Answer answer = client.send(request, "POST", "/Groups");
            String id = answer.resourceId();
            if (answer.done() && id != null) {
                teams.add(new Team(id, new HashSet<>(members)));
            }
            return;
        }
        Team team = teams.get(random.nextInt(teams.size()));
        if (random.nextInt(12) == 0) {
            teams.remove(team);
            client.send(
                    Request.of(Action.DELETE_GROUP, team.id, 204), "DELETE", "/Groups/" + team.id);
            return;
        }
        push(team, people);
    }

    private void push(Team team, List<String> people) {
        Set<String> removes = some(team.members, 2);
        Set<String> adds = some(people, 5);
        adds.removeAll(removes);
        team.members.removeAll(removes);
        team.members.addAll(adds);
        if (adds.isEmpty() && removes.isEmpty()) {
            return;
        }
        Okta.repeat(
                () ->
                        client.send(
                                new Request(
                                        Action.PATCH_GROUP,
                                        team.id,
                                        Bodies.groupPatch(adds, removes),
                                        Map.of(),
                                        adds,
                                        removes,
                                        0),
                                "PATCH",
                                "/Groups/" + team.id));
    }

    private Set<String> some(Collection<String> all, int most) {
        List<String> left = new ArrayList<>(all);
        Set<String> some = new HashSet<>();
        int count = Math.min(left.size(), random.nextInt(most + 1));
        for (int i = 0; i < count; i++) {
            some.add(left.remove(random.nextInt(left.size())));
        }
        return some;
    }
}
