/** Version control: branches, commits, trees, diffs, merges and the chain. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "blob", "database", "event", "identity", "settings", "web"})
package dev.docstore.server.vcs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
