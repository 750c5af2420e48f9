/** Brings a workspace to a branch's tree, after verifying it against the commit chain. */
@NullMarked
package dev.docstore.cli.sync;

import org.jspecify.annotations.NullMarked;
