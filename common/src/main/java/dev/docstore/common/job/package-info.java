/** CI jobs as the server, the scheduler, the issuer and the workers see them (spec 03 §2). */
@NullMarked
package dev.docstore.common.job;

import org.jspecify.annotations.NullMarked;
