package dev.switchboard.benchmarks.scenario;

import dev.switchboard.benchmarks.load.Answers;
import dev.switchboard.benchmarks.load.Load;
import dev.switchboard.benchmarks.load.LoadGenerator;
import dev.switchboard.benchmarks.load.LoadResult;
import dev.switchboard.benchmarks.people.StoreLoader;
import dev.switchboard.benchmarks.report.Finding;
import dev.switchboard.benchmarks.report.Measurement;
import dev.switchboard.benchmarks.stack.BenchStack;
import dev.switchboard.benchmarks.stack.ProcessMeter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PATCH of one member, in a small group and in a very large one. */
public final class Groups {

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int SMALL = 10;
    private static final int LARGE = 50_000;
    private static final double RATIO = 2;
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final BenchStack stack;
    private final Plan plan;

    /** On a stack whose store may be filled. */
    public Groups(BenchStack stack, Plan plan) {
        this.stack = stack;
        this.plan = plan;
    }

    /** Both groups, by turns, so that both meet the same machine. */
    public void run() {
        fill();
        String small = group("Small", SMALL);
        String large = group("Large", LARGE);
        patch(small, plan.warmUpDuration());
        patch(large, plan.warmUpDuration());
        Measurement ofSmall = measure(small, "one of %,d members".formatted(SMALL));
        Measurement ofLarge = measure(large, "one of %,d members".formatted(LARGE));
        plan.report()
                .add(
                        Finding.atMost(
                                "median of a PATCH of one member of 50,000 over one of 10",
                                RATIO,
                                ofLarge.p50() / ofSmall.p50(),
                                " ×"));
    }

    /** The members exist, with ids that no other benchmark uses. */
    private void fill() {
        if (!"0"
                .equals(
                        stack.text(
                                "select count(*) from users.scim_user where id = '%s'"
                                        .formatted(StoreLoader.id(LARGE))))) {
            return;
        }
        stack.fill(LARGE + 1);
    }

    private String group(String name, int members) {
        AtomicReference<String> id = new AtomicReference<>("");
        LoadGenerator.run(
                Load.closed(stack.gateway(), 1, Duration.ofMinutes(1)).atMost(1),
                _ ->
                        stack.requests()
                                .send(
                                        "POST",
                                        "/Groups",
                                        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"%s\"}"
                                                .formatted(name)),
                CREATED,
                (_, _, body, _) -> {
                    Matcher found = ID.matcher(StandardCharsets.UTF_8.decode(body));
                    if (found.find()) {
                        id.set(found.group(1));
                    }
                });
        stack.execute(
                """
                INSERT INTO users.group_member (group_id, member_id, company_id, member_type, display)
                SELECT '%s', id, company_id, 'User', document ->> 'displayName'
                FROM users.scim_user WHERE id < '%s'
                """
                        .formatted(id.get(), StoreLoader.id(members)));
        stack.execute("ANALYZE users.group_member");
        return id.get();
    }

    private Measurement measure(String group, String subject) {
        ProcessMeter meter = new ProcessMeter(stack.pids());
        LoadResult result = patch(group, plan.duration());
        return plan.report().add(Measurement.of("groups", subject, 1, 0, result, meter.read()));
    }

    /** Takes one member out and puts them in again, by turns. */
    private LoadResult patch(String group, Duration duration) {
        String member = StoreLoader.id(5).toString();
        return LoadGenerator.run(
                Load.closed(stack.gateway(), 1, duration),
                n -> {
                    String operation =
                            n % 2 == 0
                                    ? "{\"op\":\"remove\",\"path\":\"members[value eq \\\"%s\\\"]\"}"
                                            .formatted(member)
                                    : "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"%s\"}]}"
                                            .formatted(member);
                    return stack.requests()
                            .send(
                                    "PATCH",
                                    "/Groups/" + group + "?excludedAttributes=members",
                                    "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[%s]}"
                                            .formatted(operation));
                },
                status -> status == OK || status == NO_CONTENT,
                Answers.IGNORED);
    }
}
