package dev.switchboard.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * Starts the SCIM gateway. Spring Boot's own error page is left out: every error, the container's
 * included, is answered as a SCIM error by {@code dev.switchboard.gateway.http}.
 */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class)
@ConfigurationPropertiesScan
public class ScimGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScimGatewayApplication.class, args);
    }
}
