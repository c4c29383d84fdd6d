package dev.switchboard.benchmarks.baseline;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import java.util.Map;

/**
 * What one would write first: an endpoint that inserts a user and commits, for each request. Tuned
 * as the gateway is (virtual threads, keep-alive, a pool of 16), so that the ratio says something.
 */
@SpringBootApplication
public class BaselineApplication {

    /** Starts it; port, database and company come from the environment. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(BaselineApplication.class);
        application.setDefaultProperties(
                Map.of(
                        "server.address", "127.0.0.1",
                        "server.tomcat.max-keep-alive-requests", "-1",
                        "spring.threads.virtual.enabled", "true",
                        "spring.main.banner-mode", "off",
                        "spring.datasource.hikari.maximum-pool-size", "16"));
        application.run(args);
    }
}
