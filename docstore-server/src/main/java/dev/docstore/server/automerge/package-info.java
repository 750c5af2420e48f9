/** Auto-merge: merges armed branches as soon as nothing stands in the way. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "background", "database", "event", "policy", "review", "vcs"})
package dev.docstore.server.automerge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
