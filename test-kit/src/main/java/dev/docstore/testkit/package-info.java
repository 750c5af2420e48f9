/** What tests share: a database per test class, a clock that moves when told, golden files. */
@NullMarked
package dev.docstore.testkit;

import org.jspecify.annotations.NullMarked;
