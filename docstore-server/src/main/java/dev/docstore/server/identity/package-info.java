/**
 * Who calls: people by the proxy's assertion, by Google's ID token or a session, or by the
 * development header; jobs by their token.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"settings", "web"})
package dev.docstore.server.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
