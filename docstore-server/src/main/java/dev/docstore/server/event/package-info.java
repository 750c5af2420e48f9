/** The log of everything that happened, its tailer, and the streams that read it. */
@NullMarked
@ApplicationModule(
    allowedDependencies = {"access", "background", "database", "identity", "settings", "web"})
package dev.docstore.server.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
