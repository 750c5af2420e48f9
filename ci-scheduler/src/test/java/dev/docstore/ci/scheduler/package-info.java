/** The scheduler as its callers see it: real sockets, a real database. */
@NullMarked
package dev.docstore.ci.scheduler;

import org.jspecify.annotations.NullMarked;
