/** The server's configuration, read from flags and environment in one place (spec 01 §2.1). */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.docstore.server.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
