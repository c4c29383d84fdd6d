package dev.switchboard.provisioner.entitlements;

import dev.switchboard.userstore.CompanyRow;
import dev.switchboard.userstore.CompanySettings;
import dev.switchboard.userstore.SettingsReads;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Companies' settings, read again only where their version has changed. */
@Component
public final class CompanySettingsCache {

    private static final int MAX_SIZE = 10_000;

    private final SettingsReads reads;
    private final Map<UUID, CompanySettings> known = new ConcurrentHashMap<>();

    CompanySettingsCache(SettingsReads reads) {
        this.reads = reads;
    }

    /**
     * The settings of companies, which nobody changes until the transaction ends. To be called
     * before any other lock is taken.
     */
    public Map<UUID, CompanySettings> hold(Collection<UUID> companyIds) {
        Map<UUID, CompanySettings> held = new HashMap<>();
        if (companyIds.isEmpty()) {
            return held;
        }
        reads.hold(companyIds);
        Map<UUID, Long> versions = reads.versions(companyIds);
        List<UUID> stale = new ArrayList<>();
        versions.forEach(
                (id, version) -> {
                    CompanySettings cached = known.get(id);
                    if (cached != null && cached.version() == version) {
                        held.put(id, cached);
                    } else {
                        stale.add(id);
                    }
                });
        if (!stale.isEmpty()) {
            if (known.size() + stale.size() > MAX_SIZE) {
                known.clear();
            }
            for (CompanySettings loaded : reads.load(stale)) {
                known.put(loaded.company().id(), loaded);
                held.put(loaded.company().id(), loaded);
            }
        }
        // Of a company that does not exist there is nothing to know; the store refuses its users.
        companyIds.forEach(id -> held.computeIfAbsent(id, CompanySettingsCache::nothing));
        return held;
    }

    private static CompanySettings nothing(UUID companyId) {
        return new CompanySettings(
                CompanyRow.fresh(companyId, "", Instant.EPOCH), 0, List.of(), List.of(), List.of());
    }
}
