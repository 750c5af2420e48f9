/** Organisations and their members. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "database", "event", "identity", "vcs", "web"})
package dev.docstore.server.org;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
