package dev.docstore.server.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the variable behind a component of {@link ServerSettings}: one row of its table. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** Name of the environment variable. */
  String name();

  /** Name of the flag that wins over the variable, without dashes; empty: there is none. */
  String flag() default "";

  /** What holds when nothing is given, in words or as a value; empty: nothing. */
  String standard() default "";

  /** What it is, its unit and its range, in one line of Markdown. */
  String meaning();
}
