package dev.switchboard.numbers.inventory;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.util.Map;

/**
 * From when on the shared stock of an area code counts as low.
 *
 * @param threshold low is fewer available numbers than this; 0 switches the warning off
 * @param areaCodes thresholds of their own, by area code
 */
@ConfigurationProperties("switchboard.numbers.low-stock")
public record LowStock(long threshold, @Nullable Map<String, Long> areaCodes) {

    public LowStock {
        areaCodes = areaCodes == null ? Map.of() : Map.copyOf(areaCodes);
    }

    /** The threshold of an area code. */
    public long of(String areaCode) {
        return areaCodes == null ? threshold : areaCodes.getOrDefault(areaCode, threshold);
    }
}
