package dev.switchboard.localstack;

/** What a stack is made of, in the order in which it starts. */
public enum StackPart {
    KAFKA("kafka", 9092, 9093),
    POSTGRES("postgres", 5433, 5433),
    PROVISIONER("provisioner", 8082, 8083),
    NUMBER_SERVICE("number-service", 8084, 8085),
    SCIM_GATEWAY("scim-gateway", 8080, 8081);

    private static final int BETWEEN_INSTANCES = 10;

    private final String label;
    private final int port;
    private final int secondPort;

    StackPart(String label, int port, int secondPort) {
        this.label = label;
        this.port = port;
        this.secondPort = secondPort;
    }

    /** E.g. {@code scim-gateway}, which is the module's name too. */
    public String label() {
        return label;
    }

    /** Whether there can be several of it, named {@code label-1}, {@code label-2} and so on. */
    public boolean isService() {
        return switch (this) {
            case KAFKA, POSTGRES -> false;
            case PROVISIONER, NUMBER_SERVICE, SCIM_GATEWAY -> true;
        };
    }

    /**
     * The name of one process.
     *
     * @param instance from 1
     */
    public String processName(int instance) {
        return isService() ? label + "-" + instance : label;
    }

    /** The port of the first instance that others use: SCIM, admin API, broker, database. */
    int defaultPort(int instance) {
        return port + (instance - 1) * BETWEEN_INSTANCES;
    }

    /** The port for its own kind or for operators: the controller's, a service's management. */
    int defaultSecondPort(int instance) {
        return secondPort + (instance - 1) * BETWEEN_INSTANCES;
    }
}
