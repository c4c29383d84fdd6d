package dev.switchboard.localstack.admin;

import dev.switchboard.localstack.StackException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code ./switchboard tokens} */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description =
                "A company's API tokens. A new one is printed once, alone on standard output.")
public final class TokensCommand extends AdminCommand {

    private static final String[] SHOWN = {
        "id", "name", "readOnly", "createdAt", "expiresAt", "revokedAt", "lastUsedAt"
    };

    private final Clock clock;

    public TokensCommand(Supplier<Optional<AdminAddress>> runningStack, Clock clock) {
        super(runningStack);
        this.clock = clock;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "All tokens, and their last use.",
                "Without a company those of all that are not revoked, what ends first on top."
            })
    int list(
            @Parameters(arity = "0..1", paramLabel = "COMPANY", description = "Id or name.")
                    @Nullable String company) {
        AdminClient client = client();
        return company == null
                ? listAll(client)
                : print(client.get(client.company(company) + "/tokens"), SHOWN);
    }

    private int listAll(AdminClient client) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode company : client.get("/companies")) {
            for (JsonNode token :
                    client.get("/companies/" + company.path("id").asString() + "/tokens")) {
                if (token.path("revokedAt").asString("").isEmpty()) {
                    all.add(body().setAll((ObjectNode) token).set("company", company.path("name")));
                }
            }
        }
        all.sort(Comparator.comparing(TokensCommand::expiry));
        return print(
                JsonNodeFactory.instance.arrayNode().addAll(all),
                "company",
                "id",
                "name",
                "expiresAt",
                "lastUsedAt");
    }

    @Command(mixinStandardHelpOptions = true, description = "Makes a token.")
    int create(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "NAME", description = "Where it is used.")
                    String name,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            converter = TokensCommand.Time.class,
                            description =
                                    "E.g. 2027-06-30, or 2027-06-30T18:00:00Z; default: in a year.")
                    @Nullable Instant expires,
            @Option(names = "--read-only", description = "It may not write.") boolean readOnly) {
        ObjectNode body = body().put("name", name).put("readOnly", readOnly);
        putIfGiven(body, "expiresAt", expires == null ? null : expires.toString());
        AdminClient client = client();
        return printToken(client.post(client.company(company) + "/tokens", body));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes a token in the place of another, which works a while longer.")
    int rotate(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "TOKEN", description = "Id or name.")
                    String token,
            @Option(
                            names = "--overlap",
                            paramLabel = "DURATION",
                            defaultValue = "PT24H",
                            description = "How long the old one works, ISO 8601; default: PT24H.")
                    Duration overlap) {
        AdminClient client = client();
        String tokens = client.company(company) + "/tokens";
        return printToken(
                client.post(
                        tokens + "/" + required(client.get(tokens), token) + "/rotate",
                        body().put("overlapSeconds", overlap.toSeconds())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Revokes a token: it is refused within seconds.")
    int revoke(
            @Parameters(index = "0", paramLabel = "COMPANY", description = "Id or name.")
                    String company,
            @Parameters(index = "1", paramLabel = "TOKEN", description = "Id or name.")
                    String token) {
        AdminClient client = client();
        String tokens = client.company(company) + "/tokens";
        client.delete(tokens + "/" + required(client.get(tokens), token));
        return say("Token '%s' is revoked.".formatted(token));
    }

    /** A time in UTC, or the begin of a day there. */
    static final class Time implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return text.length() == "2027-06-30".length()
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is neither a date, as 2027-06-30, nor a time, as 2027-06-30T18:00:00Z."
                                .formatted(text));
            }
        }
    }

    /**
     * The id of the token with that id, or of the only valid one with that name; where none is
     * valid any more, of the one that was last.
     */
    private String required(JsonNode tokens, String token) {
        List<JsonNode> found = found(tokens, token);
        if (found.size() != 1) {
            throw new StackException(
                    found.isEmpty()
                            ? "The company has no token '%s' that is not revoked; 'tokens list' prints them."
                                    .formatted(token)
                            : "%d tokens are called '%s': give the id of one, as 'tokens list' prints it."
                                    .formatted(found.size(), token));
        }
        return found.getFirst().path("id").asString();
    }

    private List<JsonNode> found(JsonNode tokens, String token) {
        List<JsonNode> byId =
                tokens.valueStream().filter(t -> t.path("id").asString().equals(token)).toList();
        if (!byId.isEmpty()) {
            return byId;
        }
        Instant now = clock.instant();
        List<JsonNode> named =
                tokens.valueStream()
                        .filter(t -> t.path("name").asString().equals(token))
                        .filter(t -> t.path("revokedAt").asString("").isEmpty())
                        .toList();
        // One that was rotated keeps its name when its time is over.
        List<JsonNode> valid = named.stream().filter(t -> expiry(t).isAfter(now)).toList();
        return valid.isEmpty()
                ? named.stream().max(Comparator.comparing(TokensCommand::expiry)).stream().toList()
                : valid;
    }

    private static Instant expiry(JsonNode token) {
        return Instant.parse(token.path("expiresAt").asString());
    }
}
