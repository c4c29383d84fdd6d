package dev.switchboard.provisioner.admin;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the admin API (OpenAPI 3.1), {@code docs/admin-api.yaml}. */
@RestController
final class OpenApiController {

    /** The document as it was when this version was built. */
    @GetMapping(path = "/admin/v1/openapi.yaml", produces = "application/yaml")
    Resource document() {
        return new ClassPathResource("admin-api.yaml");
    }
}
