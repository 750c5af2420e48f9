/** Work that goes on without a request: threads that live as long as the server. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.docstore.server.background;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
