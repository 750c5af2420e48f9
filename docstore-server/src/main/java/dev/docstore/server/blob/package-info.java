/** Where the bytes of large files lie. */
@NullMarked
@ApplicationModule(allowedDependencies = {"settings"})
package dev.docstore.server.blob;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
