/** What callers may do: roles, the one access table, and the filter that asks it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"database", "identity", "settings", "web"})
package dev.docstore.server.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
