package dev.switchboard.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the SCIM gateway. */
@SpringBootApplication
public class ScimGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScimGatewayApplication.class, args);
    }
}
