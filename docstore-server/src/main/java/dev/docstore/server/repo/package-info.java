/** Repositories: creating, listing and deleting them. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "database", "event", "identity", "org", "vcs", "web"})
package dev.docstore.server.repo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
