/** Merge policies, owners, and the one answer to whether a branch may be merged. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "database",
      "event",
      "identity",
      "proposal",
      "review",
      "settings",
      "vcs",
      "web"
    })
package dev.docstore.server.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
