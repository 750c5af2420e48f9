/** The process: finds the command that was asked for and turns failures into exit codes. */
@NullMarked
package dev.docstore.cli;

import org.jspecify.annotations.NullMarked;
