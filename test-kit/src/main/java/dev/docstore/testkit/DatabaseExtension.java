package dev.docstore.testkit;

import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class DatabaseExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(DatabaseExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestDatabase.class || type == DataSource.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestDatabase database = databaseOf(context);
    return parameter.getParameter().getType() == TestDatabase.class
        ? database
        : database.dataSource();
  }

  private static TestDatabase databaseOf(ExtensionContext context) {
    Class<?> testClass = outermost(context.getRequiredTestClass());
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            testClass,
            key -> {
              DatabaseTest annotation = key.getAnnotation(DatabaseTest.class);
              return annotation != null && annotation.ownServer()
                  ? TestDatabase.onItsOwnServer()
                  : TestDatabase.create();
            },
            TestDatabase.class);
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return enclosing == null ? type : outermost(enclosing);
  }
}
