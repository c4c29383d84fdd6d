package dev.switchboard.provisioner.entitlements;

import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.Licences.Kind;
import dev.switchboard.userstore.TelephonyState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The licences of one batch of changes, in memory: who takes, gives back and waits. A company that
 * lets its stock grow needs no look at it; of the others the ledger has the stock, which its
 * transaction has locked.
 */
public final class LicenceLedger {

    private final Map<Kind, LicenceRow> stock;
    private final Map<Kind, Integer> waiting;
    private final Map<Kind, Integer> taken = new HashMap<>();
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    /** A user's licence before the batch, and now. */
    private record Entry(
            UUID companyId,
            @Nullable String before,
            @Nullable String held,
            @Nullable String wanted) {}

    /**
     * What a claim came to.
     *
     * @param licence the kind that the user holds now
     * @param wanted the kind that they wait for
     * @param since since when
     * @param refused whether none was left and the company wants that to be an error: then nothing
     *     has changed
     */
    record Standing(
            @Nullable String licence,
            @Nullable String wanted,
            @Nullable Instant since,
            boolean refused) {}

    /**
     * What a batch has done to one kind.
     *
     * @param kind the kind
     * @param consumed who holds one now and did not before
     * @param released who held one before and does not now
     */
    record Movement(Kind kind, List<UUID> consumed, List<UUID> released) {}

    /**
     * @param stock the locked stock of the companies that do not let it grow
     * @param waiting how many of their users wait for each kind
     */
    LicenceLedger(Map<Kind, LicenceRow> stock, Map<Kind, Integer> waiting) {
        this.stock = stock;
        this.waiting = new HashMap<>(waiting);
    }

    /** A user's claim. */
    record Claim(
            UUID userId,
            CompanySettings settings,
            TelephonyState before,
            @Nullable String want,
            boolean refusable,
            boolean inTurn) {}

    /**
     * Gives the user the kind that they want, or gives back what they hold where they want none.
     * Who must wait for another kind keeps what they hold. Who waits already goes on waiting,
     * unless it is their turn: newcomers get what is free beyond the number of those who wait.
     */
    Standing claim(Claim claim, Instant now) {
        TelephonyState before = claim.before();
        UUID companyId = claim.settings().company().id();
        String want = claim.want();
        if (want == null || want.equals(before.licence())) {
            return settle(claim, want, null, null);
        }
        Kind kind = new Kind(companyId, want);
        LicenceShortage policy = claim.settings().company().onLicenceShortage();
        boolean waits = want.equals(before.licenceWanted());
        boolean available =
                policy == LicenceShortage.GROW
                        || (waits
                                ? claim.inTurn() && free(kind) > 0
                                : free(kind) > waiting.getOrDefault(kind, 0));
        if (available) {
            return settle(claim, want, null, null);
        }
        if (policy == LicenceShortage.REFUSE && claim.refusable() && !waits) {
            return new Standing(
                    before.licence(), before.licenceWanted(), before.licenceWantedSince(), true);
        }
        return settle(claim, before.licence(), want, waits ? before.licenceWantedSince() : now);
    }

    private Standing settle(
            Claim claim, @Nullable String held, @Nullable String wanted, @Nullable Instant since) {
        move(claim.userId(), claim.settings().company().id(), claim.before(), held, wanted);
        return new Standing(held, wanted, since, false);
    }

    /** The user goes, and gives back what they hold. */
    public void release(UUID userId, UUID companyId, TelephonyState before) {
        move(userId, companyId, before, null, null);
    }

    /** The last claim did not come to pass: the user has what they had before it. */
    public void undo(UUID userId, TelephonyState before) {
        Entry entry = entries.get(userId);
        if (entry != null) {
            TelephonyState now =
                    new TelephonyState(
                            entry.held(),
                            entry.wanted(),
                            entry.wanted() == null ? null : Instant.EPOCH,
                            null,
                            true,
                            null,
                            null,
                            null,
                            null);
            move(userId, entry.companyId(), now, before.licence(), before.licenceWanted());
        }
    }

    private void move(
            UUID userId,
            UUID companyId,
            TelephonyState before,
            @Nullable String held,
            @Nullable String wanted) {
        Entry entry = entries.get(userId);
        String first = entry == null ? before.licence() : entry.before();
        entries.put(userId, new Entry(companyId, first, held, wanted));
        count(taken, companyId, before.licence(), -1);
        count(taken, companyId, held, 1);
        count(waiting, companyId, before.licenceWanted(), -1);
        count(waiting, companyId, wanted, 1);
    }

    private static void count(
            Map<Kind, Integer> counts, UUID companyId, @Nullable String type, int by) {
        if (type != null) {
            counts.merge(new Kind(companyId, type), by, Integer::sum);
        }
    }

    private int free(Kind kind) {
        LicenceRow row = stock.get(kind);
        return row == null ? 0 : row.total() - row.used() - taken.getOrDefault(kind, 0);
    }

    /** How many of a kind the company has, and all of them are used. */
    int total(Kind kind) {
        LicenceRow row = stock.get(kind);
        return row == null ? 0 : row.total();
    }

    /** Whether somebody gave back a licence, so that another may have it. */
    public boolean hasReleased() {
        return movements().stream().anyMatch(movement -> !movement.released().isEmpty());
    }

    /** What has changed in the end, in the order of company and type. */
    List<Movement> movements() {
        Map<UUID, Map<String, Movement>> sorted = new TreeMap<>();
        entries.forEach(
                (userId, entry) -> {
                    if (!Objects.equals(entry.before(), entry.held())) {
                        if (entry.before() != null) {
                            movement(sorted, entry.companyId(), entry.before())
                                    .released()
                                    .add(userId);
                        }
                        if (entry.held() != null) {
                            movement(sorted, entry.companyId(), entry.held())
                                    .consumed()
                                    .add(userId);
                        }
                    }
                });
        return sorted.values().stream().flatMap(types -> types.values().stream()).toList();
    }

    private static Movement movement(
            Map<UUID, Map<String, Movement>> sorted, UUID companyId, String type) {
        return sorted.computeIfAbsent(companyId, id -> new TreeMap<>())
                .computeIfAbsent(
                        type,
                        t ->
                                new Movement(
                                        new Kind(companyId, t),
                                        new ArrayList<>(),
                                        new ArrayList<>()));
    }
}
