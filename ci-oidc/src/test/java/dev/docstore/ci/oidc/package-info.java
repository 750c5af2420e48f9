/** The token issuer as its callers see it: real sockets, a real database, a real verifier. */
@NullMarked
package dev.docstore.ci.oidc;

import org.jspecify.annotations.NullMarked;
