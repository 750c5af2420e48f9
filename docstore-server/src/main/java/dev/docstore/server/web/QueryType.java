package dev.docstore.server.web;

/** What the value of a query parameter may be. */
public enum QueryType {
  /** Any text. */
  TEXT,
  /** A decimal int64 with optional sign. */
  INTEGER,
  /** {@code true}; anything else counts as false. */
  FLAG,
  /** Texts with commas between them. */
  LIST,
  /** A UUID. */
  ID
}
