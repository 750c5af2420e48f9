/** CI as the server shows it: jobs, what their tokens may do, their source archives and logs. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "access",
      "blob",
      "database",
      "identity",
      "repo",
      "review",
      "settings",
      "vcs",
      "web"
    })
package dev.docstore.server.ci;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
