/** CI as the server shows it: jobs, what their tokens may do, and their source archives. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "database", "identity", "repo", "settings", "vcs", "web"})
package dev.docstore.server.ci;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
