/** Where the bytes of large files lie, and for how long. */
@NullMarked
@ApplicationModule(allowedDependencies = {"background", "database", "settings"})
package dev.docstore.server.blob;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
