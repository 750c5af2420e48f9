package dev.docstore.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an answer of a route that its method's return type does not tell, because it is written
 * by hand, for {@code openapi.json}. Where there are any, the return type counts for nothing.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Responds.All.class)
public @interface Responds {
  /** HTTP status. */
  int status() default 200;

  /** Media type; empty for an answer without a body. */
  String type() default "application/json";

  /** What the JSON holds; Void where it is text or bytes. */
  Class<?> body() default Void.class;

  /** Whether it is an array of them. */
  boolean list() default false;

  /** When it is given, in a sentence. */
  String meaning();

  /** Several of them. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    /** In the order in which they are shown. */
    Responds[] value();
  }
}
