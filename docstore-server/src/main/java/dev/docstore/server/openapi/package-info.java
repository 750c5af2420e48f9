/** The description of the API that clients are made from. */
@NullMarked
@ApplicationModule(allowedDependencies = "web")
package dev.docstore.server.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
