package dev.switchboard.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.Topics;
import dev.switchboard.testsupport.TestKafka;
import dev.switchboard.testsupport.TestPostgres;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A database and a place in the topics of their own, with as many instances of the service on them
 * as a test starts. Area codes are the tests' to keep apart.
 */
public final class Fixture implements AutoCloseable {

    static final String ADMIN_TOKEN = "an-admin-token-for-tests";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestPostgres.Database database = TestPostgres.freshDatabase();
    private final String group = "number-service-" + MessageIds.next();
    private final MovableClock clock = new MovableClock();
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final KafkaProducer<String, byte[]> producer;
    private final JdbcTemplate jdbc;

    public Fixture() {
        String brokers = TestKafka.bootstrapServers();
        TopicReader.makeTopics(brokers);
        TopicReader.moveGroupToEnd(brokers, group, Topics.USER_EVENTS);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", brokers),
                        new StringSerializer(),
                        new ByteArraySerializer());
        var source =
                new DriverManagerDataSource(
                        database.jdbcUrl(), "postgres", database.passwordOf("postgres"));
        source.setSchema("numbers");
        jdbc = new JdbcTemplate(source);
    }

    public MovableClock clock() {
        return clock;
    }

    public ConfigurableApplicationContext firstInstance() {
        return instances.getFirst();
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Starts one more instance. */
    public ConfigurableApplicationContext startInstance(String... properties) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.datasource.url", database.jdbcUrl());
        settings.put("spring.datasource.username", "number_service");
        settings.put("spring.datasource.password", database.passwordOf("number_service"));
        settings.put("spring.kafka.bootstrap-servers", TestKafka.bootstrapServers());
        settings.put("spring.kafka.consumer.group-id", group);
        // Instances join one after the other; each heartbeat that a member waits for is a second.
        settings.put("spring.kafka.consumer.properties.heartbeat.interval.ms", 100);
        settings.put("server.port", 0);
        settings.put("server.address", "127.0.0.1");
        settings.put("management.server.port", 0);
        settings.put("switchboard.admin.token", ADMIN_TOKEN);
        // What a sweep mends must show as a failure.
        settings.put("switchboard.numbers.sweep-interval", "1h");
        settings.put("switchboard.numbers.return-interval", "1h");
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        ConfigurableApplicationContext instance =
                new SpringApplicationBuilder(NumberServiceApplication.class)
                        .initializers(
                                context ->
                                        ((GenericApplicationContext) context)
                                                .registerBean(
                                                        "movableClock",
                                                        Clock.class,
                                                        () -> clock,
                                                        bean -> bean.setPrimary(true)))
                        .run(
                                settings.entrySet().stream()
                                        .map(e -> "--" + e.getKey() + "=" + e.getValue())
                                        .toArray(String[]::new));
        instances.add(instance);
        return instance;
    }

    /** Lets the first instance follow no events. */
    void stopListening() {
        soon().until(() -> listener().isRunning());
        listener().stop();
    }

    /** Lets the first instance follow events again. */
    void startListening() {
        listener().start();
    }

    private MessageListenerContainer listener() {
        return Objects.requireNonNull(
                firstInstance()
                        .getBean(KafkaListenerEndpointRegistry.class)
                        .getListenerContainer("user-events"));
    }

    /** Publishes user events and returns when the broker has them. */
    void publish(List<ProducerRecord<String, byte[]>> events) {
        List<Future<?>> acks = new ArrayList<>();
        for (ProducerRecord<String, byte[]> event : events) {
            acks.add(
                    producer.send(
                            new ProducerRecord<>(
                                    event.topic(),
                                    event.partition(),
                                    event.key(),
                                    event.value(),
                                    event.headers())));
        }
        acks.forEach(Fixture::join);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    final void publish(ProducerRecord<String, byte[]>... events) {
        publish(List.of(events));
    }

    /** Imports CSV lines through the first instance's admin API. */
    HttpResponse<String> importCsv(String query, String csv) {
        return send("POST", "/admin/v1/numbers" + query, csv);
    }

    /** Imports fictitious numbers 555-0100 upwards. */
    public void importNumbers(String areaCode, int first, int count) {
        HttpResponse<String> answer =
                importCsv(
                        "",
                        IntStream.range(first, first + count)
                                .mapToObj(n -> number(areaCode, n))
                                .collect(Collectors.joining("\n")));
        assertThat(answer.body()).contains("\"imported\":" + count + ",");
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    /** Sends JSON to the first instance's admin API. */
    public HttpResponse<String> put(String path, String json) {
        return send("PUT", path, "application/json", json);
    }

    HttpResponse<String> post(String path) {
        return send("POST", path, "");
    }

    HttpResponse<String> delete(String path) {
        return send("DELETE", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(method, path, "text/csv", body);
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body) {
        String port =
                Objects.requireNonNull(
                        instances.getFirst().getEnvironment().getProperty("local.server.port"));
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer " + ADMIN_TOKEN)
                            .header("Content-Type", contentType)
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code +1} area code {@code 555-01nn}. */
    public static String number(String areaCode, int n) {
        return "+1%s55501%02d".formatted(areaCode, n);
    }

    static ConditionFactory soon() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions();
    }

    public long count(String sql, Object... arguments) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, arguments));
    }

    /** The status of the number that a user holds, or {@code none}. */
    String statusOf(TestUser user) {
        return jdbc
                .queryForList(
                        "SELECT status FROM phone_number WHERE holder_user_id = ?",
                        String.class,
                        user.id())
                .stream()
                .findFirst()
                .orElse("none");
    }

    /** The number that a user holds, or {@code none}. */
    String numberOf(TestUser user) {
        return numberOf(user.id());
    }

    String numberOf(UUID userId) {
        return jdbc
                .queryForList(
                        "SELECT e164 FROM phone_number WHERE holder_user_id = ?",
                        String.class,
                        userId)
                .stream()
                .findFirst()
                .orElse("none");
    }

    boolean waits(TestUser user) {
        return count(
                        "SELECT count(*) FROM subscriber WHERE user_id = ? AND waiting_since IS NOT"
                                + " NULL",
                        user.id())
                == 1;
    }

    /** Waits until the instances have read everything and published everything. */
    void awaitCalm() {
        String brokers = TestKafka.bootstrapServers();
        soon().until(() -> TopicReader.lag(brokers, group, Topics.USER_EVENTS) == 0);
        soon().until(() -> count("SELECT count(*) FROM outbox") == 0);
    }

    TopicReader read(String topic) {
        return new TopicReader(TestKafka.bootstrapServers(), topic);
    }

    /** What must hold at every commit. */
    void assertInvariants() {
        Invariants.check(jdbc);
    }

    /** The part of it that also holds where numbers are deleted by hand. */
    public void assertNumbersAreCounted() {
        Invariants.numbersAreCounted(jdbc);
    }

    @Override
    public void close() {
        instances.reversed().forEach(ConfigurableApplicationContext::close);
        producer.close();
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
