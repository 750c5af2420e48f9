/** The commands, each with its output to the letter of the contract (spec 04 A5 to A7). */
@NullMarked
package dev.docstore.cli.command;

import org.jspecify.annotations.NullMarked;
