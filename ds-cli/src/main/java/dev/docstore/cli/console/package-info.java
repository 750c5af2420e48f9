/** What a command line is made of: arguments, output, environment and exit codes. */
@NullMarked
package dev.docstore.cli.console;

import org.jspecify.annotations.NullMarked;
