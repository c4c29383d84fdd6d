package dev.switchboard.userstore;

/**
 * What a company can buy.
 *
 * @param scimProvisioning whether an identity provider may provision the company's users
 */
public record PlanRow(String name, boolean scimProvisioning) {}
