package dev.switchboard.faults.load;

import dev.switchboard.faults.history.Attempt.Action;
import dev.switchboard.faults.history.Attempt.Answer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One of a company's Okta tasks runners: has users and groups of its own and changes them one
 * request after the other. Where an answer leaves open what became of a request, it does as Okta
 * does: it looks the user up, and asks again.
 */
public final class Okta implements Runnable {

    private static final int MOST_USERS = 30;
    private static final int TRIES = 6;
    private static final int SHORTEST_PAUSE = 20;
    private static final int LONGEST_PAUSE = 160;
    private static final int PAUSE_AFTER_OPEN = 400;
    private static final int MOST_SECONDS_AS_TOLD = 2;

    private final ScimClient client;
    private final Tenant tenant;
    private final String name;
    private final Random random;
    private final BooleanSupplier goOn;
    private final Foreign foreign;
    private final List<Person> people = new ArrayList<>();
    private final GroupPush groups;
    private int names;

    private static final class Person {
        final String id;
        final String userName;
        final String office;
        boolean active = true;

        Person(String id, String userName, String office) {
            this.id = id;
            this.userName = userName;
            this.office = office;
        }
    }

    /**
     * Ids of users to be tried with the wrong token.
     *
     * @param own where this company puts its own
     * @param others where it finds another company's
     */
    public record Foreign(Queue<String> own, Queue<String> others) {}

    /**
     * @param goOn whether to send another request
     */
    public Okta(
            ScimClient client,
            Tenant tenant,
            String name,
            Random random,
            Foreign foreign,
            BooleanSupplier goOn) {
        this.client = client;
        this.tenant = tenant;
        this.name = name;
        this.random = random;
        this.foreign = foreign;
        this.goOn = goOn;
        this.groups = new GroupPush(client, name, random);
    }

    @Override
    public void run() {
        while (goOn.getAsBoolean()) {
            step();
            pause(random.nextInt(SHORTEST_PAUSE, LONGEST_PAUSE));
        }
    }

    private void step() {
        int dice = random.nextInt(100);
        if (people.isEmpty() || (dice < 25 && people.size() < MOST_USERS)) {
            create();
            return;
        }
        Person person = people.get(random.nextInt(people.size()));
        if (dice < 45) {
            patch(person);
        } else if (dice < 55) {
            replace(person);
        } else if (dice < 65) {
            suspendOrReactivate(person);
        } else if (dice < 73) {
            delete(person);
        } else if (dice < 85) {
            groups.step(people.stream().map(p -> p.id).toList());
        } else if (dice < 95) {
            read(person);
        } else {
            wrong(person, dice);
        }
    }

    private void create() {
        String userName = "%s.%05d@example.com".formatted(name, ++names);
        String office = tenant.offices().get(random.nextInt(tenant.offices().size()));
        for (int i = 0; i < TRIES; i++) {
            String mark = client.nextId();
            Map<String, String> sets =
                    Map.of("userName", userName, "title", mark, "nickName", mark, "active", "true");
            Request request =
                    Request.of(
                            Action.CREATE_USER,
                            null,
                            Bodies.user(userName, office, true, mark),
                            sets,
                            i == 0 ? tenant.unlessNoLicenceIsLeft(201) : 0);
            Answer answer = client.send(request, "POST", "/Users");
            if (i == 0 && answer.refused()) {
                return; // for want of a licence
            }
            if (!answer.done()) {
                pauseAfter(answer);
                answer = lookUp(null, userName);
            }
            String id = answer.resourceId();
            if (answer.done() && id != null) {
                people.add(new Person(id, userName, office));
                foreign.own.add(id);
                return;
            }
        }
    }

    private Answer lookUp(@Nullable String id, String userName) {
        String filter = "userName eq \"%s\"".formatted(userName);
        return client.send(
                Request.of(Action.READ_USER, id, 0),
                "GET",
                "/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    private void patch(Person person) {
        repeat(
                () -> {
                    String mark = client.nextId();
                    return user(
                            Action.PATCH_USER,
                            person,
                            Request.of(
                                    Action.PATCH_USER,
                                    person.id,
                                    Bodies.patch(Bodies.marks(mark)),
                                    Map.of("title", mark, "nickName", mark),
                                    200));
                });
    }

    private void replace(Person person) {
        repeat(
                () -> {
                    String mark = client.nextId();
                    return user(
                            Action.REPLACE_USER,
                            person,
                            Request.of(
                                    Action.REPLACE_USER,
                                    person.id,
                                    Bodies.user(
                                            person.userName, person.office, person.active, mark),
                                    Map.of(
                                            "userName",
                                            person.userName,
                                            "title",
                                            mark,
                                            "nickName",
                                            mark,
                                            "active",
                                            Boolean.toString(person.active)),
                                    tenant.unlessNoLicenceIsLeft(200)));
                });
    }

    private void suspendOrReactivate(Person person) {
        person.active = !person.active;
        int must = person.active ? tenant.unlessNoLicenceIsLeft(200) : 200;
        Answer answer =
                repeat(
                        () ->
                                user(
                                        Action.PATCH_USER,
                                        person,
                                        Request.of(
                                                Action.PATCH_USER,
                                                person.id,
                                                Bodies.patch(Bodies.active(person.active)),
                                                Map.of("active", Boolean.toString(person.active)),
                                                must)));
        if (answer.refused()) {
            person.active = !person.active;
        }
    }

    private void delete(Person person) {
        people.remove(person);
        groups.forget(person.id);
        boolean first = true;
        for (int i = 0; i < TRIES; i++) {
            Answer answer =
                    user(
                            Action.DELETE_USER,
                            person,
                            Request.of(Action.DELETE_USER, person.id, first ? 204 : 0));
            if (!answer.open()) {
                return;
            }
            first = false;
            pauseAfter(answer);
        }
    }

    private void read(Person person) {
        if (random.nextBoolean()) {
            lookUp(person.id, person.userName);
        } else {
            user(Action.READ_USER, person, Request.of(Action.READ_USER, person.id, 0));
        }
    }

    /** Requests that are refused whatever happens: they must change nothing. */
    private void wrong(Person person, int dice) {
        String mark = client.nextId();
        if (dice == 95) {
            Request taken =
                    Request.of(
                            Action.CREATE_USER,
                            null,
                            Bodies.user(person.userName, person.office, true, mark),
                            Map.of("userName", person.userName),
                            tenant.unlessNoLicenceIsLeft(409));
            client.send(taken, "POST", "/Users");
        } else if (dice == 96) {
            refused(person.id, Bodies.wrongPatch(mark), 400);
        } else if (dice == 97) {
            refused(UUID.randomUUID().toString(), Bodies.patch(Bodies.marks(mark)), 404);
        } else {
            String other = foreign.others.poll();
            if (other != null) {
                refused(other, Bodies.patch(Bodies.marks(mark)), 404);
            }
        }
    }

    private void refused(String id, ObjectNode body, int must) {
        client.send(
                Request.of(Action.PATCH_USER, id, body, Map.of(), must), "PATCH", "/Users/" + id);
    }

    private Answer user(Action action, Person person, Request request) {
        String method =
                switch (action) {
                    case READ_USER -> "GET";
                    case REPLACE_USER -> "PUT";
                    case PATCH_USER -> "PATCH";
                    case DELETE_USER -> "DELETE";
                    case CREATE_USER, CREATE_GROUP, PATCH_GROUP, DELETE_GROUP ->
                            throw new IllegalArgumentException(action.name());
                };
        return client.send(request, method, "/Users/" + person.id);
    }

    /** Asks again, a moment later, as long as it is open what became of it. */
    static Answer repeat(Supplier<Answer> request) {
        Answer answer = request.get();
        for (int i = 1; i < TRIES && answer.open(); i++) {
            pauseAfter(answer);
            answer = request.get();
        }
        return answer;
    }

    /** As long as the answer says, but no longer than a run has time for. */
    private static void pauseAfter(Answer answer) {
        int told = Math.min(answer.retryAfter(), MOST_SECONDS_AS_TOLD) * 1_000;
        pause(Math.max(PAUSE_AFTER_OPEN, told));
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
