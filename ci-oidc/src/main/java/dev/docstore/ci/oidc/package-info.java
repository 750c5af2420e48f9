/**
 * The token issuer: trades a job's request token for a short-lived signed identity (spec 03 §12).
 */
@NullMarked
package dev.docstore.ci.oidc;

import org.jspecify.annotations.NullMarked;
