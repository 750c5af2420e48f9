package dev.docstore.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a parameter that a route reads from its {@link Query}, for {@code openapi.json}. A test
 * compares these with what the code reads.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(QueryParameter.All.class)
public @interface QueryParameter {
  /** As it stands in a URL. */
  String name();

  /** What a value may be. */
  QueryType type() default QueryType.TEXT;

  /** Whether the route refuses a request without it. */
  boolean required() default false;

  /** The value that an absent one stands for, if that is one value. */
  String byDefault() default "";

  /** The only values that it may have; none for any. */
  String[] values() default {};

  /** What it does, in a sentence. */
  String meaning();

  /** Several of them. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface All {
    /** In the order in which they are shown. */
    QueryParameter[] value();
  }
}
