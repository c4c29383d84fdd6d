package dev.switchboard.provisioner;

import dev.switchboard.messages.Command;
import dev.switchboard.messages.MessageIds;
import dev.switchboard.messages.ResourceType;
import dev.switchboard.testsupport.TestKafka;
import dev.switchboard.testsupport.TestPostgres;
import dev.switchboard.userstore.Companies;
import dev.switchboard.userstore.OfficeRow;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Provisioners on one broker and one database, shared by the tests of this JVM. */
final class RunningProvisioner {

    static final String ADMIN_TOKEN = "admin-token-of-the-tests";
    static final TestPostgres.Database DATABASE = TestPostgres.freshDatabase();

    private static final JsonMapper JSON = JsonMapper.shared();

    private RunningProvisioner() {}

    /**
     * Of its own, because waiting in a class's initialiser for another of its threads is a
     * deadlock.
     */
    private static final class Shared {
        static final ConfigurableApplicationContext CONTEXT = start();
    }

    /** The one that all tests share. */
    static ConfigurableApplicationContext shared() {
        return Shared.CONTEXT;
    }

    /** Starts another instance and waits until its listeners are running. */
    static ConfigurableApplicationContext start() {
        ConfigurableApplicationContext context =
                new SpringApplication(ProvisionerApplication.class)
                        .run(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--management.server.port=0",
                                "--management.server.address=127.0.0.1",
                                "--switchboard.admin.token=" + ADMIN_TOKEN,
                                // Tests run it when it suits them.
                                "--switchboard.provisioner.erasure-interval=1d",
                                "--spring.kafka.bootstrap-servers=" + TestKafka.bootstrapServers(),
                                "--spring.datasource.url=" + DATABASE.jdbcUrl(),
                                "--spring.datasource.username=provisioner",
                                "--spring.datasource.password="
                                        + DATABASE.passwordOf("provisioner"));
        var listeners = context.getBean(KafkaListenerEndpointRegistry.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                listeners.getListenerContainers().stream()
                                        .map(MessageListenerContainer::getAssignedPartitions)
                                        .allMatch(p -> p != null && !p.isEmpty()));
        return context;
    }

    static int port() {
        return Objects.requireNonNull(
                        ((ServletWebServerApplicationContext) shared()).getWebServer())
                .getPort();
    }

    /** The topics, which the provisioner has made by then. */
    static Pipeline pipeline() {
        shared();
        return new Pipeline(TestKafka.bootstrapServers());
    }

    /** Sends what comes in one poll: it is in one partition, and there before the listeners are. */
    static void sendForOnePoll(Pipeline pipeline, List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException, ExecutionException {
        sendForOnePoll(pipeline, Map.of(4, records));
    }

    /** The same for some that are larger together than what is fetched of one partition. */
    static void sendForOnePoll(
            Pipeline pipeline, Map<Integer, List<ProducerRecord<String, byte[]>>> byPartition)
            throws InterruptedException, ExecutionException {
        var listeners =
                shared().getBean(KafkaListenerEndpointRegistry.class).getListenerContainers();
        listeners.forEach(MessageListenerContainer::stop);
        for (var each : byPartition.entrySet()) {
            pipeline.sendTo(each.getKey(), each.getValue());
        }
        listeners.forEach(MessageListenerContainer::start);
    }

    /** A new company with a default office in New York and another in San Francisco. */
    static UUID company() {
        UUID id = MessageIds.next();
        Companies companies = shared().getBean(Companies.class);
        companies.upsertCompany(id, "Example", Instant.now());
        shared().getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        _ -> {
                            companies.lock(id);
                            companies.change(id);
                            companies.upsertOffice(office(id, "New York", "212", true));
                            companies.upsertOffice(office(id, "San Francisco", "415", false));
                        });
        return id;
    }

    private static OfficeRow office(UUID company, String name, String areaCode, boolean isDefault) {
        return new OfficeRow(MessageIds.next(), company, name, "US", areaCode, isDefault);
    }

    /** A user as the gateway makes it canonical. */
    static ObjectNode user(String userName) {
        ObjectNode user = JSON.createObjectNode();
        user.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        user.put("userName", userName);
        user.putObject("name").put("givenName", "Test").put("familyName", "User");
        user.putArray("emails").addObject().put("value", userName).put("primary", true);
        return user;
    }

    static Command createUser(UUID id, ObjectNode user) {
        return new Command.Create(ResourceType.USER, id, user);
    }

    static Command replaceUser(UUID id, ObjectNode user, @Nullable String ifMatch) {
        return new Command.Replace(ResourceType.USER, id, user, ifMatch);
    }

    static Command patchUser(UUID id, Map<String, ?> valuesByPath) {
        ArrayNode operations = JSON.createArrayNode();
        valuesByPath.forEach(
                (path, value) ->
                        operations
                                .addObject()
                                .put("op", "replace")
                                .put("path", path)
                                .set("value", JSON.valueToTree(value)));
        return new Command.Patch(ResourceType.USER, id, operations, null);
    }

    static Command deleteUser(UUID id) {
        return new Command.Delete(ResourceType.USER, id, null);
    }

    /** Changes the database as only its administrator may. */
    static void asAdmin(String sql) throws SQLException {
        try (var connection = DATABASE.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
