/** Releases: names for sequences. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "database", "event", "vcs", "web"})
package dev.docstore.server.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
