package dev.docstore.ci.scheduler;

import dev.docstore.common.http.RequestBody;
import dev.docstore.common.http.TextError;
import dev.docstore.common.token.Hmac;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /webhook}: the server's events come in here (spec 03 §5.1). */
@RestController
class WebhookController {
  private final SchedulerSettings settings;
  private final Triggers triggers;
  private final Registration registration;
  private final Metrics metrics;

  WebhookController(
      SchedulerSettings settings, Triggers triggers, Registration registration, Metrics metrics) {
    this.settings = settings;
    this.triggers = triggers;
    this.registration = registration;
    this.metrics = metrics;
  }

  @PostMapping("/webhook")
  ResponseEntity<Void> receive(HttpServletRequest request) throws IOException {
    RequestBody body = RequestBody.read(request.getInputStream(), RequestBody.MAX_BYTES);
    if (!isSigned(request, body)) {
      metrics.refusedDelivery();
      // Our secret may have been rotated; the subscription has to learn the new one.
      registration.renew();
      throw new TextError(400, "invalid signature");
    }
    triggers.handle(Delivery.parse(body));
    metrics.delivery();
    return ResponseEntity.ok().build();
  }

  private boolean isSigned(HttpServletRequest request, RequestBody body) {
    String signature = request.getHeader("X-DocStore-Signature");
    return settings
        .webhookSecret()
        .map(
            secret ->
                signature != null && Hmac.webhookSignatureMatches(secret, body.bytes(), signature))
        .orElse(true);
  }
}
