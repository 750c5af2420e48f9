/** Reviews, comments and check runs of branches. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "database", "event", "identity", "vcs", "web"})
package dev.docstore.server.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
