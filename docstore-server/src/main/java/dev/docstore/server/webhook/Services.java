package dev.docstore.server.webhook;

import dev.docstore.server.access.Roles;
import dev.docstore.server.settings.ServerSettings;
import org.springframework.stereotype.Component;

/** Who counts as one of our own services here (page 00 E9). */
@Component
class Services {
  private final Roles roles;
  private final ServerSettings settings;

  Services(Roles roles, ServerSettings settings) {
    this.roles = roles;
    this.settings = settings;
  }

  /** In development the services call with the development identity, so that is one, too. */
  boolean include(String identity) {
    return roles.isService(identity) || settings.devIdentity().filter(identity::equals).isPresent();
  }
}
