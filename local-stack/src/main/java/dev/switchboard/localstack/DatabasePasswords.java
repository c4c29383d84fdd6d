package dev.switchboard.localstack;

/**
 * The passwords of the three services' database roles.
 *
 * @param provisioner of the role {@code provisioner}, which owns the schema {@code users}
 * @param numberService of the role {@code number_service}, which owns the schema {@code numbers}
 * @param scimGateway of the role {@code scim_gateway}, which only reads
 */
public record DatabasePasswords(String provisioner, String numberService, String scimGateway) {

    /** Each role's password is its name with a hyphen: for tests and demonstrations. */
    public static final DatabasePasswords DEMO =
            new DatabasePasswords("provisioner", "number-service", "scim-gateway");

    /** Nothing of the secrets. */
    @Override
    public String toString() {
        return "DatabasePasswords[...]";
    }
}
