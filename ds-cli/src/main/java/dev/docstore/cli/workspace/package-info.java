/** The files of a workspace: its configuration, its recorded state and what lies on disk. */
@NullMarked
package dev.docstore.cli.workspace;

import org.jspecify.annotations.NullMarked;
