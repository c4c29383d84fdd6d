package dev.switchboard.systemtests.stack;

/** The three services, by the names that they have everywhere. */
public enum Service {
    SCIM_GATEWAY("scim-gateway"),
    PROVISIONER("provisioner"),
    NUMBER_SERVICE("number-service");

    private final String label;

    Service(String label) {
        this.label = label;
    }

    /** E.g. {@code scim-gateway}. */
    public String label() {
        return label;
    }
}
