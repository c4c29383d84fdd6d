package dev.switchboard.userstore;

import java.util.List;
import java.util.UUID;

/**
 * The next users of a company that is being gone through; the transaction moves on behind them.
 *
 * @param users empty when its end is reached, and the company is done
 */
public record CompanyPart(UUID companyId, List<UUID> users) {}
