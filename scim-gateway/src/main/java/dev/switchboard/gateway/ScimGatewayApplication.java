package dev.switchboard.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/**
 * Starts the SCIM gateway. Spring Boot's own error page is left out: every error, the container's
 * included, is answered as a SCIM error by {@code dev.switchboard.gateway.http}. So is its
 * observation of requests, which this package measures and traces by itself: it took a tenth of the
 * gateway's time for a read.
 */
@SpringBootApplication(
        exclude = {ErrorMvcAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@ConfigurationPropertiesScan
public class ScimGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScimGatewayApplication.class, args);
    }
}
