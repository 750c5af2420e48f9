/**
 * Where checks run: container engines and, as a last resort, plain processes, behind one contract.
 */
@NullMarked
package dev.docstore.ci.worker.engine;

import org.jspecify.annotations.NullMarked;
