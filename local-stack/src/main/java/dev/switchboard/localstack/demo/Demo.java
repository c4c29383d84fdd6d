package dev.switchboard.localstack.demo;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * One user's life, as Okta tells it to a SCIM server: from the test of the credentials to the
 * deletion. Each answer is checked; the user is deleted whatever happens.
 */
public final class Demo {

    private static final Duration BETWEEN_READS = Duration.ofMillis(50);

    private final ScimEndpoint endpoint;
    private final Dialect dialect;
    private final Place place;
    private final Duration patience;
    private final Transcript transcript;
    private boolean writing = true;

    /**
     * Where the example user works.
     *
     * @param officeName the office's name, as the company has it
     * @param areaCode the office's area code, in which the user's number must be
     */
    public record Place(String officeName, String areaCode) {}

    /**
     * @param patience how long a number may take to arrive
     * @param out where the story is written
     */
    public Demo(
            ScimEndpoint endpoint,
            Dialect dialect,
            Place place,
            Duration patience,
            PrintWriter out) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.place = place;
        this.patience = patience;
        this.transcript = new Transcript(out);
    }

    /**
     * Plays the whole story.
     *
     * @throws ExpectationFailedException at the first answer that Okta could not use
     * @throws UncheckedIOException where the endpoint does not answer at all
     */
    public void play() throws ExpectationFailedException {
        transcript.title("Okta's " + dialect + " dialect against " + endpoint);
        Instant start = Instant.now();
        try (var okta = new OktaClient(endpoint, dialect, this::write)) {
            testCredentials(okta);
            String tag = UUID.randomUUID().toString().substring(0, 8);
            var user =
                    new ExampleUser(
                            "Ada." + tag + "@example.com", "Ada", "Example", place.officeName());
            lifeOf(user, okta);
        } catch (ExpectationFailedException e) {
            transcript.failed(String.valueOf(e.getMessage()));
            throw e;
        }
        transcript.end(
                "All as Okta needs it, in "
                        + Transcript.millis(Duration.between(start, Instant.now()))
                        + ".");
    }

    private void testCredentials(OktaClient okta) throws ExpectationFailedException {
        transcript.step("Test the credentials");
        Exchange answer = okta.testCredentials();
        expect(answer.status() == 200, "200: the token is good", answer);
        JsonNode list = answer.json();
        expect(
                list.path("totalResults").isIntegralNumber()
                        && list.path("itemsPerPage").isIntegralNumber()
                        && list.path("startIndex").isIntegralNumber(),
                "totalResults, itemsPerPage and startIndex are JSON numbers",
                answer);

        transcript.step("Test credentials that are wrong");
        var wrong = new ScimEndpoint(endpoint.baseUrl(), "not-a-token");
        try (var stranger = new OktaClient(wrong, dialect, this::write)) {
            Exchange refused = stranger.testCredentials();
            expect(
                    refused.status() == 401
                            && refused.json().path("status").asString("").equals("401"),
                    "401 with a SCIM error as its body",
                    refused);
        }
    }

    private void lifeOf(ExampleUser user, OktaClient okta) throws ExpectationFailedException {
        transcript.step("Look the user up: is there one already?");
        expectFound(okta.lookUp(user.userName()), 0, "nobody of that name");

        String id = create(user, okta);
        try {
            String number = waitForNumber(id, okta);
            updateProfile(id, number, okta);
            suspend(user, id, okta);
            resume(id, number, okta);
            delete(user, id, okta);
        } catch (ExpectationFailedException | RuntimeException e) {
            cleanUp(id, okta, e);
            throw e;
        }
    }

    private void cleanUp(String id, OktaClient okta, Exception failure) {
        writing = false;
        try {
            okta.delete(id);
        } catch (UncheckedIOException e) {
            failure.addSuppressed(e);
        } finally {
            writing = true;
        }
    }

    private String create(ExampleUser user, OktaClient okta) throws ExpectationFailedException {
        transcript.step("Create the user, in the office " + place.officeName());
        Exchange answer = okta.create(user.toBody());
        expect(answer.status() == 201, "201: decided and durable", answer);
        expect(!answer.id().isEmpty(), "the answer is the user, with an id", answer);
        expect(
                answer.json().path("userName").asString("").equals(user.userName()),
                "userName in the case that Okta gave it",
                answer);
        expect(!answer.json().has("password"), "the password is not returned", answer);
        return answer.id();
    }

    private String waitForNumber(String id, OktaClient okta) throws ExpectationFailedException {
        transcript.step("Read the user until the telephone number has arrived");
        Instant start = Instant.now();
        Exchange answer = readUntilNumber(id, okta, start.plus(patience));
        String number = answer.number().orElse("none");
        expect(
                number.startsWith("+1" + place.areaCode()),
                "%s, in the office's area code %s, after %s"
                        .formatted(
                                number,
                                place.areaCode(),
                                Transcript.millis(Duration.between(start, Instant.now()))),
                answer);
        return number;
    }

    private void updateProfile(String id, String number, OktaClient okta)
            throws ExpectationFailedException {
        transcript.step("Update the profile");
        ObjectNode changes = JsonMapper.shared().createObjectNode();
        changes.put("title", "Countess").put("displayName", "Ada Lovelace");
        changes.putObject("name").put("familyName", "Lovelace");
        Exchange answer = okta.update(id, changes);
        expect(answer.status() == 200, "200 with the user", answer);

        Exchange read = okta.get(id);
        expect(
                read.json().path("title").asString("").equals("Countess")
                        && read.json().at("/name/familyName").asString("").equals("Lovelace"),
                "the change is there at once",
                read);
        expect(
                read.json().at("/name/givenName").asString("").equals("Ada"),
                "what the update did not name is as before",
                read);
        expectNumber(number, read, "the number is untouched");
    }

    private void suspend(ExampleUser user, String id, OktaClient okta)
            throws ExpectationFailedException {
        transcript.step("Deactivate: the app is taken from the user");
        Exchange answer = okta.deactivate(id);
        expect(answer.status() == 200, "200 with the user", answer);
        Exchange read = okta.get(id);
        expect(
                read.status() == 200 && !read.json().path("active").booleanValue(true),
                "still there, not active",
                read);

        transcript.step("Look the user up, in upper case, as on a return");
        String upperCase = user.userName().toUpperCase(Locale.ROOT);
        Exchange found = okta.lookUp(upperCase);
        expectFound(found, 1, "inactive users are found, in any case of letters");
        expect(
                found.json().at("/Resources/0/id").asString("").equals(id),
                "it is the same user",
                found);
    }

    private void resume(String id, String number, OktaClient okta)
            throws ExpectationFailedException {
        transcript.step("Reactivate: the user has the app again");
        Exchange answer = okta.reactivate(id);
        expect(answer.status() == 200, "200 with the user", answer);
        Exchange read = readUntilNumber(id, okta, Instant.now().plus(patience));
        expect(read.json().path("active").booleanValue(false), "active", read);
        expectNumber(number, read, "with the same number as before");
    }

    private void delete(ExampleUser user, String id, OktaClient okta)
            throws ExpectationFailedException {
        transcript.step("Delete");
        Exchange answer = okta.delete(id);
        expect(answer.status() == 204, "204", answer);
        Exchange read = okta.get(id);
        expect(
                read.status() == 404 && read.json().path("status").asString("").equals("404"),
                "404 with a SCIM error as its body",
                read);
        expectFound(okta.lookUp(user.userName()), 0, "nobody of that name any more");
    }

    /** Reads silently until a number is there or the deadline has passed; writes the last read. */
    private Exchange readUntilNumber(String id, OktaClient okta, Instant deadline) {
        writing = false;
        Exchange read = null;
        try {
            do {
                if (read != null) {
                    LockSupport.parkNanos(BETWEEN_READS.toNanos());
                }
                read = okta.get(id);
            } while (read.number().isEmpty() && Instant.now().isBefore(deadline));
        } finally {
            writing = true;
        }
        transcript.exchange(read);
        return read;
    }

    private void expectFound(Exchange list, int users, String expectation)
            throws ExpectationFailedException {
        expect(
                list.status() == 200
                        && list.json().path("totalResults").asInt(-1) == users
                        && list.json().path("Resources").size() == users,
                expectation,
                list);
    }

    private void expectNumber(String number, Exchange user, String expectation)
            throws ExpectationFailedException {
        expect(user.number().equals(Optional.of(number)), expectation + ": " + number, user);
    }

    private void expect(boolean kept, String expectation, Exchange exchange)
            throws ExpectationFailedException {
        if (!kept) {
            throw new ExpectationFailedException(
                    "Expected: %s. But %s %s was answered %d with %s"
                            .formatted(
                                    expectation,
                                    exchange.method(),
                                    exchange.target(),
                                    exchange.status(),
                                    exchange.body().isEmpty() ? "no body" : exchange.body()));
        }
        transcript.kept(expectation);
    }

    private void write(Exchange exchange) {
        if (writing) {
            transcript.exchange(exchange);
        }
    }
}
