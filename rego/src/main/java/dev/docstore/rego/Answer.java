package dev.docstore.rego;

/** What one call into the sandbox gave. */
sealed interface Answer {

  /** A text; what it means depends on the call. */
  record Value(String text) implements Answer {}

  /** The value is undefined in the sense of Rego. */
  record Undefined() implements Answer {}

  /** The engine refused, and says why; the sandbox is still good. */
  record Refusal(String text) implements Answer {}
}
