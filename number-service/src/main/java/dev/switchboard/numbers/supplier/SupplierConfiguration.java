package dev.switchboard.numbers.supplier;

import dev.switchboard.numbers.inventory.Arrivals;
import dev.switchboard.numbers.inventory.StockWatch;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

/** Only where ordering is switched on. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("switchboard.supplier.enabled")
class SupplierConfiguration {

    @Bean
    NumberSupplier numberSupplier(SupplierSettings settings) {
        return new TwilioSupplier(settings);
    }

    @Bean
    Ordering ordering(
            NumberSupplier supplier,
            SupplierSettings settings,
            JdbcOrders orders,
            StockWatch stock,
            Arrivals arrivals,
            Clock clock) {
        return new Ordering(supplier, settings, orders, stock, arrivals, clock);
    }

    @Bean
    Releases releases(NumberSupplier supplier, JdbcReleases releases, Clock clock) {
        return new Releases(supplier, releases, clock);
    }
}
