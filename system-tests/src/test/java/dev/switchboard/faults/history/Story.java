package dev.switchboard.faults.history;

import dev.switchboard.faults.history.Attempt.Action;
import dev.switchboard.faults.history.Attempt.Answer;
import dev.switchboard.faults.history.Evidence.GroupState;
import dev.switchboard.faults.history.Evidence.Licence;
import dev.switchboard.faults.history.Evidence.LicenceState;
import dev.switchboard.faults.history.Evidence.NumberState;
import dev.switchboard.faults.history.Evidence.SentCommand;
import dev.switchboard.faults.history.Evidence.SentEvent;
import dev.switchboard.faults.history.Evidence.SentLicenceEvent;
import dev.switchboard.faults.history.Evidence.UserState;
import dev.switchboard.faults.history.Evidence.WaitingUser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A history and its evidence, told step by step; the mark of a request is its id. */
final class Story {

    private static final UUID COMPANY = new UUID(1, 1);

    final List<Attempt> attempts = new ArrayList<>();
    final List<SentCommand> commands = new ArrayList<>();
    final List<SentEvent> events = new ArrayList<>();
    final List<UserState> users = new ArrayList<>();
    final List<GroupState> groups = new ArrayList<>();
    final Set<String> outcomes = new HashSet<>();
    final List<NumberState> numbers = new ArrayList<>();
    final List<WaitingUser> waiting = new ArrayList<>();
    final List<LicenceState> licences = new ArrayList<>();
    final List<SentLicenceEvent> licenceEvents = new ArrayList<>();
    final Map<String, Long> left = new HashMap<>();

    /** The promises that the check finds broken. */
    List<String> broken() {
        Evidence evidence =
                new Evidence(
                        commands,
                        events,
                        List.of(),
                        users,
                        groups,
                        outcomes,
                        numbers,
                        waiting,
                        licences,
                        licenceEvents,
                        left);
        return HistoryCheck.check(attempts, evidence).stream()
                .map(Violation::promise)
                .distinct()
                .toList();
    }

    Story created(String request, String user, long version) {
        Map<String, String> sets = new HashMap<>(marks(request));
        sets.put("userName", user);
        sets.put("active", "true");
        attempt(request, Action.CREATE_USER, null, sets, 201, version, user);
        return decided(request, user, version);
    }

    Story patched(String request, String user, long version, int status) {
        attempt(request, Action.PATCH_USER, user, marks(request), status, version);
        return decided(request, user, version);
    }

    Story read(String request, String user, long version) {
        attempt(request, Action.READ_USER, user, Map.of(), 200, version);
        return this;
    }

    /** A group is made with the members that are asked for, but its event has others. */
    void groupPush(String request, String group, Set<String> asked, Set<String> done) {
        attempts.add(
                new Attempt(
                        request,
                        attempts.size(),
                        "client",
                        COMPANY,
                        0,
                        Action.CREATE_GROUP,
                        null,
                        Map.of(),
                        asked,
                        Set.of(),
                        201,
                        new Answer(201, group, 1, Map.of(), "", 0, 1)));
        command(request, group);
        events.add(
                new SentEvent(
                        "event " + events.size(),
                        "command of " + request,
                        "0/" + events.size(),
                        false,
                        group,
                        1,
                        false,
                        Map.of(),
                        done,
                        Set.of()));
        groups.add(new GroupState(group, 1, group, done));
    }

    void attempt(
            String request,
            Action action,
            @Nullable String user,
            Map<String, String> sets,
            int status,
            long version) {
        attempt(request, action, user, sets, status, version, user);
    }

    private void attempt(
            String request,
            Action action,
            @Nullable String user,
            Map<String, String> sets,
            int status,
            long version,
            @Nullable String answered) {
        attempts.add(
                new Attempt(
                        request,
                        attempts.size(),
                        "client",
                        COMPANY,
                        0,
                        action,
                        user,
                        sets,
                        Set.of(),
                        Set.of(),
                        0,
                        new Answer(
                                status,
                                answered,
                                status / 100 == 2 ? version : 0,
                                Map.of(),
                                "",
                                status == 429 ? 1 : 0,
                                1)));
    }

    private Story decided(String request, String user, long version) {
        command(request, user);
        event(user, version, "command of " + request, request);
        return this;
    }

    private void command(String request, String resource) {
        commands.add(new SentCommand("command of " + request, request, resource));
        outcomes.add("command of " + request);
    }

    void event(String user, long version, String cause, String mark) {
        events.add(
                new SentEvent(
                        "event " + events.size(),
                        cause,
                        "0/" + events.size(),
                        true,
                        user,
                        version,
                        false,
                        stateOf(user, mark),
                        Set.of(),
                        Set.of()));
    }

    UserState user(String user, long version, String mark, @Nullable String number) {
        return new UserState(
                user,
                COMPANY.toString(),
                user,
                true,
                version,
                number,
                new Licence("voice", null),
                stateOf(user, mark));
    }

    UserState withLicence(UserState u, boolean active, Licence licence) {
        return new UserState(
                u.id(),
                u.company(),
                u.userName(),
                active,
                u.version(),
                u.number(),
                licence,
                u.state());
    }

    /** The company's stock of one kind. */
    void stock(long total, long used) {
        licences.add(new LicenceState(COMPANY.toString(), "voice", total, used));
    }

    void licenceEvent(String what, String user, long used) {
        licenceEvents.add(
                new SentLicenceEvent(
                        "licence event " + licenceEvents.size(),
                        COMPANY.toString(),
                        "voice",
                        what,
                        Set.of(user),
                        used,
                        5));
    }

    SentEvent withState(SentEvent e, Map<String, String> state) {
        return new SentEvent(
                e.id(),
                e.cause(),
                e.position(),
                e.user(),
                e.resourceId(),
                e.version(),
                e.deletion(),
                state,
                e.members(),
                e.membersGone());
    }

    Attempt withDetail(Attempt a, String detail) {
        Answer old = a.answer();
        return with(
                a,
                a.must(),
                new Answer(
                        old.status(),
                        old.resourceId(),
                        old.version(),
                        old.state(),
                        detail,
                        old.retryAfter(),
                        old.millis()));
    }

    Attempt withoutRetryAfter(Attempt a) {
        Answer old = a.answer();
        return with(
                a,
                a.must(),
                new Answer(
                        old.status(),
                        old.resourceId(),
                        old.version(),
                        old.state(),
                        old.detail(),
                        0,
                        old.millis()));
    }

    Attempt withMust(Attempt a, int must) {
        return with(a, must, a.answer());
    }

    private static Attempt with(Attempt a, int must, Answer answer) {
        return new Attempt(
                a.requestId(),
                a.number(),
                a.client(),
                a.company(),
                a.gateway(),
                a.action(),
                a.resourceId(),
                a.sets(),
                a.adds(),
                a.removes(),
                must,
                answer);
    }

    private static Map<String, String> stateOf(String user, String mark) {
        Map<String, String> state = new HashMap<>(marks(mark));
        state.put("userName", user);
        state.put("active", "true");
        return state;
    }

    private static Map<String, String> marks(String mark) {
        return Map.of("title", mark, "nickName", mark);
    }
}
