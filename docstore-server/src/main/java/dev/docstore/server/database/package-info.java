/** The connection to PostgreSQL, embedded or not, and how transactions are run and retried. */
@NullMarked
@ApplicationModule(allowedDependencies = "settings")
package dev.docstore.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
