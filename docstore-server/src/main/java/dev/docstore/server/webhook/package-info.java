/**
 * Webhooks: subscriptions to the event log, each with its cursor, and the delivery to endpoints.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "background",
      "database",
      "event",
      "identity",
      "secret",
      "settings",
      "web"
    })
package dev.docstore.server.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
