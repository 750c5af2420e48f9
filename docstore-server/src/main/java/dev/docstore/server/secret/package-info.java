/** Encrypting what must not be readable in the database. */
@NullMarked
@ApplicationModule(allowedDependencies = "settings")
package dev.docstore.server.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
