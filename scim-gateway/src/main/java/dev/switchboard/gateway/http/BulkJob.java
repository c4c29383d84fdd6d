package dev.switchboard.gateway.http;

import dev.switchboard.messages.ResourceType;
import dev.switchboard.scim.ScimError;
import dev.switchboard.scim.ScimException;
import dev.switchboard.scim.Shown;
import dev.switchboard.scim.resource.ResourceBody;
import dev.switchboard.scim.schema.ResourceDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * Runs a bulk request: what does not wait for another operation side by side, the rest in order.
 * With {@code failOnErrors} no operation begins that could fail after the last failure allowed, so
 * that what the answer leaves out has not been done.
 */
final class BulkJob {

    /**
     * So many wait for their turn or their outcome at once: the rest of the gateway's places are
     * for others, and other writes of the company stand behind no more than these.
     */
    private static final int MOST_AT_ONCE = 128;

    private record Ended(BulkTask task, BulkResult result) {}

    private final BulkPlan plan;
    private final int failOnErrors;
    private final BulkOperations operations;
    private final Clock clock;
    private final Instant deadline;
    private final PriorityQueue<BulkTask> ready =
            new PriorityQueue<>(Comparator.comparingInt(BulkTask::place));
    private final BlockingQueue<Ended> completions = new LinkedBlockingQueue<>();
    private int inFlight;
    private int errors;

    /**
     * @param failOnErrors after how many failures no operation is begun
     * @param operations who does them
     * @param deadline what has not begun by then is not done, be it an operation or a late member
     */
    BulkJob(
            BulkPlan plan,
            int failOnErrors,
            BulkOperations operations,
            Clock clock,
            Instant deadline) {
        this.plan = plan;
        this.failOnErrors = failOnErrors;
        this.operations = operations;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** Runs; each task that has ended then has its result. */
    void run() throws InterruptedException {
        plan.tasks().stream().filter(BulkTask::isReady).forEach(ready::add);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (true) {
                while (!ready.isEmpty() && mayBegin()) {
                    begin(ready.remove(), threads);
                }
                if (inFlight > 0) {
                    Ended ended = completions.take();
                    inFlight--;
                    end(ended.task, ended.result);
                } else if (errors >= failOnErrors || !breakCircle(threads)) {
                    break;
                }
            }
        }
        plan.tasks().stream().filter(task -> !task.lateMembers().isEmpty()).forEach(this::addLate);
    }

    private boolean mayBegin() {
        return inFlight < MOST_AT_ONCE && errors + inFlight < failOnErrors;
    }

    private void begin(BulkTask task, ExecutorService threads) {
        task.begin();
        BulkResult known = knownResult(task);
        if (known != null) {
            end(task, known);
            return;
        }
        BulkOperation operation = withoutWhatIsNotThere(task);
        inFlight++;
        Duration patience = Duration.between(clock.instant(), deadline);
        threads.execute(
                () ->
                        completions.add(
                                new Ended(task, operations.perform(operation, task, patience))));
    }

    private void end(BulkTask task, BulkResult result) {
        if (result.isError()) {
            errors++;
        }
        ready.addAll(task.end(result));
    }

    /** The result of what need not be tried. */
    private @Nullable BulkResult knownResult(BulkTask task) {
        if (task.isRefused()) {
            var refusal = task.refusal();
            return BulkResult.failed(
                    operations.locationOf(task), Problem.of(refusal.error(), refusal.detail()));
        }
        for (BulkTask create : task.references()) {
            if (create.hasEnded() && create.result().isError()) {
                return failedWith(task, create);
            }
        }
        return clock.instant().isAfter(deadline) ? operations.tooLate(task) : null;
    }

    private BulkResult failedWith(BulkTask task, BulkTask create) {
        String bulkId = Shown.of(String.valueOf(create.operation().bulkId()));
        if (create.result().status() == ScimError.TOO_MANY_REQUESTS.status()) {
            return operations.tryAgain(
                    task,
                    "This operation was not begun, since 'bulkId:%s' is not decided."
                            .formatted(bulkId));
        }
        return BulkResult.failed(
                operations.locationOf(task),
                Problem.of(
                        ScimError.INVALID_VALUE,
                        "This operation was not begun, since it refers to 'bulkId:%s', which could not be created; see the result of that."
                                .formatted(bulkId)));
    }

    /**
     * Begins a create that waits in a circle: ids are known before anything is done, so only a
     * group's members must be there before it, and they are added at the end.
     *
     * @return false where nothing waits
     */
    private boolean breakCircle(ExecutorService threads) {
        for (BulkTask task : plan.tasks()) {
            if (!task.hasBegun() && !task.isRefused() && task.operation().creates()) {
                begin(task, threads);
                return true;
            }
        }
        return false;
    }

    private static BulkOperation withoutWhatIsNotThere(BulkTask task) {
        BulkOperation operation = task.operation();
        Set<String> missing =
                task.references().stream()
                        .filter(create -> !create.hasEnded())
                        .map(create -> String.valueOf(create.operation().bulkId()))
                        .collect(Collectors.toSet());
        if (missing.isEmpty() || operation.type() != ResourceType.GROUP) {
            return operation;
        }
        try {
            ObjectNode data = ResourceBody.canonical(operation.data(), ResourceDefinition.GROUP);
            task.addLater(BulkReferences.takeMembers(data, missing));
            return operation.withData(data);
        } catch (ScimException e) {
            // Its result will say what is wrong with it.
            return operation;
        }
    }

    private void addLate(BulkTask group) {
        if (group.result().isError()) {
            return;
        }
        Duration patience = Duration.between(clock.instant(), deadline);
        if (patience.isNegative()) {
            group.correct(operations.lacksMembers(group));
            return;
        }
        List<BulkTask> failed =
                group.references().stream()
                        .filter(create -> !create.hasEnded() || create.result().isError())
                        .toList();
        group.correct(
                failed.isEmpty()
                        ? operations.addMembers(group, patience)
                        : operations.takeBack(group, failed.getFirst(), patience));
    }
}
