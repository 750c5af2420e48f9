/** Everything about a branch in one answer, for agents that work on it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "issue", "policy", "proposal", "review", "vcs"})
package dev.docstore.server.agentcontext;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
