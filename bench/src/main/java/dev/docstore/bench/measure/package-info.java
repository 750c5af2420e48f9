/** Load from several clients, figures with their spread, and the table they are printed in. */
@NullMarked
package dev.docstore.bench.measure;

import org.jspecify.annotations.NullMarked;
