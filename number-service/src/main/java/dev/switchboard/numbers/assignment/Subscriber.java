package dev.switchboard.numbers.assignment;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is known of a user.
 *
 * @param version the last version seen, 0 before the first
 * @param sequence the sequence of the last number event
 */
record Subscriber(
        UUID userId,
        UUID companyId,
        Profile profile,
        long version,
        long sequence,
        Standing standing,
        Cause cause) {

    /** Who has waited longest comes first, who is new comes last; UUIDv7 ids grow with time. */
    static final Comparator<Subscriber> FIRST_COME_FIRST_SERVED =
            Comparator.comparing(Subscriber::waitingSince, Comparator.nullsLast(Instant::compareTo))
                    .thenComparing(s -> s.userId().toString());

    /**
     * What has been decided about the user.
     *
     * @param judged what became of the number that Okta asks for, or null where it asks for none or
     *     it is to be judged yet
     * @param waiting where the user stands in the waiting list, or null
     * @param numberOffice the office by which the user's number was last given or kept: theirs, but
     *     for a user who is entitled to none now and has moved meanwhile; null where they had no
     *     office
     */
    record Standing(
            ByHand byHand,
            @Nullable Judgement judged,
            @Nullable Waiting waiting,
            @Nullable UUID numberOffice) {

        Standing withWaiting(@Nullable Waiting place) {
            return new Standing(byHand, judged, place, numberOffice);
        }
    }

    /**
     * A place in the waiting list.
     *
     * @param since since when, or null where the user is about to join the end of a list
     * @param told the area code of the last NumberUnavailable, {@link #NO_AREA_CODE} where it named
     *     none, or null where none was published
     */
    record Waiting(@Nullable Instant since, @Nullable String told) {

        static final String NO_AREA_CODE = "none";
    }

    ByHand byHand() {
        return standing.byHand();
    }

    @Nullable Judgement judged() {
        return standing.judged();
    }

    @Nullable Waiting waiting() {
        return standing.waiting();
    }

    @Nullable UUID numberOffice() {
        return standing.numberOffice();
    }

    private @Nullable Instant waitingSince() {
        Waiting waiting = waiting();
        return waiting == null ? null : waiting.since();
    }

    UserState state() {
        return profile.state();
    }

    List<String> areaCodes() {
        return profile.areaCodes();
    }

    @Nullable String externalId() {
        return profile.externalId();
    }

    /** Whether the user is to have a number now. */
    boolean entitled() {
        return state() == UserState.ACTIVE
                && switch (byHand()) {
                    case NONE -> profile.entitlement().numberIncluded();
                    case GIVEN -> true;
                    case WITHHELD -> false;
                };
    }

    /** The number that Okta asks for and that was not judged yet, or null. */
    @Nullable String openRequest() {
        String requested = profile.entitlement().requestedNumber();
        return judged() == null ? requested : null;
    }

    /** Why the number that Okta asks for was not given, or null. */
    @Nullable String refusal() {
        Judgement judged = judged();
        return judged == null ? null : judged.refusal();
    }

    /** Whether this user was told of a refusal that does not hold for them as they are later. */
    boolean isRefusedNoMore(Subscriber later) {
        return refusal() != null && later.refusal() == null;
    }

    /**
     * This user after some events; versions that were seen before, and whatever follows a deletion,
     * change nothing.
     *
     * @param changes all of this user, in the order in which they arrived
     */
    Subscriber after(List<UserChange> changes) {
        Subscriber result = this;
        for (UserChange change : changes) {
            result = result.after(change);
        }
        // Who is new holds no number yet, so there is no earlier office to remember.
        boolean inTheirOffice = result.entitled() || version == 0;
        return inTheirOffice ? result.withNumberOffice(result.profile.officeId()) : result;
    }

    private Subscriber after(UserChange change) {
        if (change.version() <= version || state() == UserState.DELETED) {
            return this;
        }
        boolean deleted = change.profile().state() == UserState.DELETED;
        Profile next = deleted ? profile.deleted() : change.profile();
        String requested = next.entitlement().requestedNumber();
        Judgement judged = judged();
        Judgement stillJudged = judged != null && judged.number().equals(requested) ? judged : null;
        // Okta asks for another number, so the admin's "none" is over. That a request is not judged
        // yet says nothing: it stays so for as long as the user is to have none.
        boolean askedAnew =
                requested != null
                        && stillJudged == null
                        && !requested.equals(profile.entitlement().requestedNumber());
        Standing now =
                new Standing(
                        askedAnew && byHand() == ByHand.WITHHELD ? ByHand.NONE : byHand(),
                        stillJudged,
                        Objects.equals(next.mainAreaCode(), profile.mainAreaCode())
                                ? waiting()
                                : waitingAnew(),
                        numberOffice());
        return new Subscriber(
                userId, companyId, next, change.version(), sequence, now, change.cause());
    }

    /** Who moves to another area code joins the end of its list, at the time of the next step. */
    private @Nullable Waiting waitingAnew() {
        Waiting waiting = waiting();
        return waiting == null ? null : new Waiting(null, waiting.told());
    }

    private Subscriber with(Standing other) {
        return new Subscriber(userId, companyId, profile, version, sequence, other, cause);
    }

    Subscriber withSequence(long other) {
        return new Subscriber(userId, companyId, profile, version, other, standing, cause);
    }

    Subscriber withCause(Cause other) {
        return new Subscriber(userId, companyId, profile, version, sequence, standing, other);
    }

    Subscriber withWaiting(@Nullable Waiting place) {
        return with(standing.withWaiting(place));
    }

    /** If there is no number for the user again, it is to be told again. */
    Subscriber untold() {
        Waiting waiting = waiting();
        return waiting == null ? this : withWaiting(new Waiting(waiting.since(), null));
    }

    /** What an admin decides, they decide for the office that the user has now. */
    Subscriber withByHand(ByHand decision) {
        return with(new Standing(decision, judged(), waiting(), profile.officeId()));
    }

    Subscriber withNumberOffice(@Nullable UUID office) {
        return with(new Standing(byHand(), judged(), waiting(), office));
    }

    /**
     * The open request is judged; a refusal is told with the next event, so nothing was told yet.
     */
    Subscriber withJudgement(Judgement judgement) {
        return with(new Standing(byHand(), judgement, waiting(), numberOffice())).untold();
    }

    /** An admin gives this number: a request that is still open is not judged after it. */
    Subscriber givenByHand(String e164) {
        String requested = openRequest();
        if (requested == null) {
            return this;
        }
        return withJudgement(
                new Judgement(
                        requested,
                        requested.equals(e164)
                                ? null
                                : requested + " is passed over: an admin has given another"));
    }

    /** As if the user's office had just these area codes. */
    Subscriber in(List<String> areaCodes) {
        var elsewhere =
                new Profile(
                        profile.externalId(),
                        profile.officeId(),
                        areaCodes,
                        profile.state(),
                        profile.entitlement());
        return new Subscriber(userId, companyId, elsewhere, version, sequence, standing, cause);
    }
}
