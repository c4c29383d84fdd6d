package dev.switchboard.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.localstack.demo.Exchange;
import dev.switchboard.localstack.demo.OktaClient;
import dev.switchboard.systemtests.stack.Company;
import dev.switchboard.systemtests.stack.Stack;
import dev.switchboard.systemtests.stack.StackExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random lives of users over both gateways, with too few licences and too few numbers, while an
 * admin adds some of both and gives and takes numbers by hand. When all is heard, what the
 * provisioner and the number service know fits together.
 */
@ExtendWith(StackExtension.class)
@Timeout(300)
final class LivesOfUsersIT {

    private static final String TELEPHONY =
            "urn:switchboard:params:scim:schemas:extension:telephony:2.0:User";
    private static final String ENTERPRISE =
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final List<String> OFFICES = List.of("Salem", "Bend");
    private static final List<String> AREA_CODES = List.of("971", "458");
    private static final List<String> LICENCES = List.of("voice", "voice", "contact_center");
    private static final int HANDS = 5;
    private static final int ROUNDS = 3;
    private static final int STEPS = 16;

    private final Company company;
    private final WholeStore store;

    /** Each user's state, as the client was told; users belong to one hand. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    LivesOfUsersIT(Stack stack) {
        this.company =
                new Company(stack)
                        .withOffice("Salem", "971")
                        .withOffice("Bend", "458")
                        .whoseUsersWaitForLicences();
        this.store = new WholeStore(stack.addresses(), company.id());
    }

    @Test
    void fitTogetherInBothServicesWhateverHappens() {
        company.setLicences("voice", 8);
        company.setLicences("contact_center", 3);
        List<Hand> hands = new ArrayList<>();
        for (int i = 0; i < HANDS; i++) {
            hands.add(new Hand(new Random(20261125 + i), i % 2));
        }
        for (int round = 0; round < ROUNDS; round++) {
            int numbers = round * 5;
            var random = new Random(round);
            Load.run(
                    HANDS + 1,
                    HANDS + 1,
                    i -> {
                        if (i < HANDS) {
                            hands.get(i).live();
                        } else {
                            administer(numbers, random);
                        }
                        return i;
                    });
            await("everything fits together")
                    .atMost(Users.PATIENCE)
                    .untilAsserted(
                            () -> {
                                assertThat(store.whatDoesNotFit()).isEmpty();
                                assertThat(store.states()).isEqualTo(new TreeMap<>(told));
                            });
        }
        assertThat(store.licencesUsed()).as("licences in use at the end").isPositive();
        hands.forEach(hand -> hand.okta.close());
    }

    /** More numbers, more licences (or fewer, where they are free), and deeds by hand. */
    private void administer(int numbers, Random random) {
        AREA_CODES.forEach(areaCode -> company.withNumbers(areaCode, numbers, 5));
        company.setLicences("voice", 6 + random.nextInt(16));
        company.setLicences("contact_center", random.nextInt(8));
        for (int i = 0; i < 8; i++) {
            List<String> known = List.copyOf(told.keySet());
            if (!known.isEmpty()) {
                String user = known.get(random.nextInt(known.size()));
                if (random.nextBoolean()) {
                    company.releaseByHand(user);
                } else {
                    company.assignByHand(user);
                }
            }
        }
    }

    /** An identity provider with users of its own, whom it changes one step after the other. */
    private final class Hand {

        private final Random random;
        private final OktaClient okta;
        private final List<String> mine = new ArrayList<>();
        private final Map<String, ObjectNode> bodies = new ConcurrentHashMap<>();

        Hand(Random random, int gateway) {
            this.random = random;
            this.okta = company.okta(gateway);
        }

        void live() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
        }

        private void step() {
            if (mine.isEmpty() || random.nextInt(3) == 0) {
                create(newBody());
                return;
            }
            String id = mine.get(random.nextInt(mine.size()));
            switch (random.nextInt(6)) {
                case 0, 1 -> became(id, okta.deactivate(id), "suspended");
                case 2 -> became(id, okta.reactivate(id), "active");
                case 3 -> became(id, okta.update(id, office()), state(id));
                case 4 -> became(id, okta.update(id, licence()), state(id));
                default -> {
                    assertThat(okta.delete(id).status()).isEqualTo(204);
                    told.put(id, "deleted");
                    mine.remove(id);
                    if (random.nextBoolean()) {
                        create(Objects.requireNonNull(bodies.get(id)));
                    }
                }
            }
        }

        private void create(ObjectNode body) {
            String id = Users.created(okta.create(body));
            bodies.put(id, body);
            mine.add(id);
            told.put(id, "active");
        }

        private ObjectNode newBody() {
            ObjectNode body = company.newUser(OFFICES.get(random.nextInt(2))).toBody();
            body.withArrayProperty("schemas").add(TELEPHONY);
            body.setAll(licence());
            return body;
        }

        private ObjectNode office() {
            ObjectNode change = JsonMapper.shared().createObjectNode();
            change.putObject(ENTERPRISE).put("officeName", OFFICES.get(random.nextInt(2)));
            return change;
        }

        private ObjectNode licence() {
            ObjectNode change = JsonMapper.shared().createObjectNode();
            change.putObject(TELEPHONY)
                    .put("licenseType", LICENCES.get(random.nextInt(LICENCES.size())));
            return change;
        }

        private String state(String id) {
            return told.getOrDefault(id, "unknown");
        }

        private void became(String id, Exchange answer, String state) {
            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            told.put(id, state);
        }
    }
}
