package dev.switchboard.pipeline.admin;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For a service that has an admin API; to be imported by its application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AdminToken.class)
public class AdminConfiguration {

    @Bean
    AdminTokenFilter adminTokenFilter(AdminToken token, MeterRegistry meters) {
        return new AdminTokenFilter(token, meters);
    }
}
