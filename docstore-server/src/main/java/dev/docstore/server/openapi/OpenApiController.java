package dev.docstore.server.openapi;

import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code docs/openapi.json}, which the build packs. A test writes that file from the
 * controllers, so a running server neither makes it nor can differ from it.
 */
@RestController
class OpenApiController {
  private final Resource document = new ClassPathResource("openapi.json");

  /** This document. */
  @GetMapping("/openapi.json")
  @Responds(body = Object.class, meaning = "OpenAPI 3.1")
  void read(HttpServletResponse response) throws IOException {
    response.setHeader("Content-Type", "application/json");
    try (InputStream in = document.getInputStream()) {
      in.transferTo(response.getOutputStream());
    }
  }
}
