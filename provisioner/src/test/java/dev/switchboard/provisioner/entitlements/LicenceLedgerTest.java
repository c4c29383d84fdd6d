package dev.switchboard.provisioner.entitlements;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.provisioner.entitlements.LicenceLedger.Claim;
import dev.switchboard.provisioner.entitlements.LicenceLedger.Movement;
import dev.switchboard.provisioner.entitlements.LicenceLedger.Standing;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.LicenceRow;
import dev.switchboard.userstore.LicenceShortage;
import dev.switchboard.userstore.Licences.Kind;
import dev.switchboard.userstore.TelephonyState;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;

final class LicenceLedgerTest {

    private static final String VOICE = "voice";
    private static final String SALES = "sales";

    private final UUID ada = MessageIds.next();
    private final UUID bob = MessageIds.next();

    @Test
    void givesWithoutLookingWhereTheStockGrows() {
        LicenceLedger ledger = new LicenceLedger(Map.of(), Map.of());

        Standing standing = claim(ledger, ada, LicenceShortage.GROW, TelephonyState.NONE, VOICE);

        assertThat(standing).isEqualTo(new Standing(VOICE, null, null, false));
        assertThat(ledger.movements())
                .containsExactly(new Movement(voice(), List.of(ada), List.of()));
    }

    @Test
    void letsWaitWhoComesTooLateAndKeepsTheOrder() {
        LicenceLedger ledger = ledger(1, 0, 0);

        claim(ledger, ada, LicenceShortage.WAIT, TelephonyState.NONE, VOICE);
        Standing late = claim(ledger, bob, LicenceShortage.WAIT, TelephonyState.NONE, VOICE);

        assertThat(late).isEqualTo(new Standing(null, VOICE, Settings.NOW, false));
        assertThat(ledger.movements())
                .containsExactly(new Movement(voice(), List.of(ada), List.of()));
    }

    @Test
    void givesNobodyWhatSomebodyHasWaitedFor() {
        LicenceLedger ledger = ledger(5, 4, 1);

        Standing standing = claim(ledger, ada, LicenceShortage.WAIT, TelephonyState.NONE, VOICE);

        assertThat(standing.wanted()).isEqualTo(VOICE);
    }

    @Test
    void servesWhoWaitsInTheirTurnOnly() {
        TelephonyState waits = state(null, VOICE);
        LicenceLedger ledger = ledger(5, 4, 2);

        assertThat(claim(ledger, ada, LicenceShortage.WAIT, waits, VOICE).wanted())
                .isEqualTo(VOICE);
        assertThat(inTurn(ledger, ada, waits).licence()).isEqualTo(VOICE);
        assertThat(inTurn(ledger, bob, waits).wanted()).isEqualTo(VOICE);
    }

    @Test
    void refusesWhereTheCompanyWantsThatAndChangesNothing() {
        LicenceLedger ledger = ledger(4, 4, 0);

        Standing standing = claim(ledger, ada, LicenceShortage.REFUSE, TelephonyState.NONE, VOICE);

        assertThat(standing.refused()).isTrue();
        assertThat(ledger.movements()).isEmpty();
        assertThat(ledger.total(voice())).isEqualTo(4);
    }

    @Test
    void letsKeepTheOldKindWhoWaitsForAnother() {
        LicenceLedger ledger = ledger(4, 4, 0);

        Standing standing = claim(ledger, ada, LicenceShortage.WAIT, state(SALES, null), VOICE);

        assertThat(standing).isEqualTo(new Standing(SALES, VOICE, Settings.NOW, false));
        assertThat(ledger.movements()).isEmpty();
    }

    @Test
    void movesBetweenKinds() {
        LicenceLedger ledger = ledger(4, 3, 0);

        claim(ledger, ada, LicenceShortage.WAIT, state(SALES, null), VOICE);

        assertThat(ledger.movements())
                .containsExactly(
                        new Movement(new Kind(Settings.COMPANY, SALES), List.of(), List.of(ada)),
                        new Movement(voice(), List.of(ada), List.of()));
    }

    @Test
    void givesWhatAnotherOfTheBatchGaveBack() {
        LicenceLedger ledger = ledger(1, 1, 0);

        ledger.release(ada, Settings.COMPANY, state(VOICE, null));
        Standing standing = claim(ledger, bob, LicenceShortage.REFUSE, TelephonyState.NONE, VOICE);

        assertThat(standing.licence()).isEqualTo(VOICE);
        assertThat(ledger.hasReleased()).isTrue();
    }

    @Test
    void takesBackWhatDidNotComeToPass() {
        LicenceLedger ledger = ledger(1, 0, 0);
        claim(ledger, ada, LicenceShortage.WAIT, TelephonyState.NONE, VOICE);

        ledger.undo(ada, TelephonyState.NONE);

        assertThat(ledger.movements()).isEmpty();
        assertThat(claim(ledger, bob, LicenceShortage.WAIT, TelephonyState.NONE, VOICE).licence())
                .isEqualTo(VOICE);
    }

    @Test
    void countsAUserOfManyCommandsOnce() {
        LicenceLedger ledger = ledger(9, 0, 0);
        claim(ledger, ada, LicenceShortage.WAIT, TelephonyState.NONE, VOICE);
        claim(ledger, ada, LicenceShortage.WAIT, state(VOICE, null), null);
        claim(ledger, ada, LicenceShortage.WAIT, TelephonyState.NONE, SALES);

        assertThat(ledger.movements())
                .containsExactly(
                        new Movement(new Kind(Settings.COMPANY, SALES), List.of(ada), List.of()));
    }

    private static Standing claim(
            LicenceLedger ledger,
            UUID user,
            LicenceShortage policy,
            TelephonyState before,
            @Nullable String want) {
        return ledger.claim(
                new Claim(user, settings(policy), before, want, true, false), Settings.NOW);
    }

    private static Standing inTurn(LicenceLedger ledger, UUID user, TelephonyState before) {
        return ledger.claim(
                new Claim(user, settings(LicenceShortage.WAIT), before, VOICE, false, true),
                Settings.NOW);
    }

    private static CompanySettings settings(LicenceShortage policy) {
        return Settings.with(s -> s.shortage(policy));
    }

    private static TelephonyState state(@Nullable String held, @Nullable String wanted) {
        return new TelephonyState(
                held,
                wanted,
                wanted == null ? null : Settings.NOW,
                null,
                true,
                null,
                null,
                null,
                null);
    }

    private static Kind voice() {
        return new Kind(Settings.COMPANY, VOICE);
    }

    private static LicenceLedger ledger(int total, int used, int waiting) {
        return new LicenceLedger(
                Map.of(
                        voice(),
                        new LicenceRow(Settings.COMPANY, VOICE, true, true, total, used),
                        new Kind(Settings.COMPANY, SALES),
                        new LicenceRow(Settings.COMPANY, SALES, true, false, 10, 1)),
                Map.of(voice(), waiting));
    }
}
