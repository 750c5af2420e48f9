package dev.docstore.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a route's list is read page by page with {@code limit} and {@code after}, for
 * {@code openapi.json} (page 00 A7).
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Paged {
  /** Stands for a list without limit. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /** How many entries a request without {@code limit} gets. */
  int byDefault();

  /** How many it gets at most. */
  int atMost();

  /** What {@code after} is. */
  QueryType after();

  /** Which member of the last entry {@code after} takes, and the order of the list. */
  String order();
}
