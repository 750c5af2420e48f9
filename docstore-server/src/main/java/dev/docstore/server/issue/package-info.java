/** Issues of a repo, the talk about them, and the proposals and commits that they are tied to. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "database", "event", "identity", "web"})
package dev.docstore.server.issue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
