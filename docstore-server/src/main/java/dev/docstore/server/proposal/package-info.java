/** Proposals to merge a branch, from opening to their end. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "database", "event", "identity", "issue", "vcs", "web"})
package dev.docstore.server.proposal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
