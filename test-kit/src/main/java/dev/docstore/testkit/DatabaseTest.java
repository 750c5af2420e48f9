package dev.docstore.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a PostgreSQL database of its own with every migration of the class path
 * applied. Constructor, life-cycle and test methods may take a {@link TestDatabase} or a {@link
 * javax.sql.DataSource}.
 *
 * <p>The server behind it is real: one per JVM, its databases are copies of a migrated template.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DatabaseExtension.class)
public @interface DatabaseTest {
  /**
   * Whether the class needs a whole server to itself, because a transaction it holds open anywhere
   * in a server would hold back what other classes wait for.
   */
  boolean ownServer() default false;
}
