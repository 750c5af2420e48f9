/** Names that cannot be wrong: repos, branches, paths and content hashes. */
@NullMarked
package dev.docstore.common.name;

import org.jspecify.annotations.NullMarked;
