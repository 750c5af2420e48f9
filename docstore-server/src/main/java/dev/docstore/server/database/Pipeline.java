package dev.docstore.server.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Several statements that go to the database together and cost one round trip. They run in order,
 * each sees what those before it did, and after one that fails the rest does not run; to hold or
 * fall together they are run within a transaction.
 *
 * <p>Parameters are written {@code ?}, as for a single statement. Rows are handed out after all
 * statements have been sent, so no statement can depend on what the caller learns from another.
 */
public final class Pipeline {
  private static final RowCallbackHandler NO_ROWS = _ -> {};

  private record Step(String sql, @Nullable Object[] parameters, RowCallbackHandler rows) {}

  private final List<Step> steps = new ArrayList<>();

  /** Adds a statement whose rows, if it has any, do not matter. */
  public Pipeline add(String sql, @Nullable Object... parameters) {
    return query(NO_ROWS, sql, parameters);
  }

  /** Adds a statement and who is shown its rows, each once, in order. */
  public Pipeline query(RowCallbackHandler rows, String sql, @Nullable Object... parameters) {
    steps.add(new Step(sql.strip(), parameters, rows));
    return this;
  }

  /**
   * Sends everything that was added.
   *
   * @throws org.springframework.dao.DataAccessException for the first statement that failed
   */
  public void run(JdbcOperations jdbc) {
    if (steps.isEmpty()) {
      return;
    }
    String sql = steps.stream().map(Step::sql).collect(Collectors.joining(";\n"));
    @Nullable Object[] parameters =
        steps.stream().flatMap(step -> Arrays.stream(step.parameters())).toArray();
    jdbc.execute(
        sql,
        (PreparedStatement statement) -> {
          new ArgumentPreparedStatementSetter(parameters).setValues(statement);
          boolean rows = statement.execute();
          for (Step step : steps) {
            if (rows) {
              show(statement, step.rows());
            }
            rows = statement.getMoreResults();
          }
          return true;
        });
  }

  private static void show(PreparedStatement statement, RowCallbackHandler rows)
      throws SQLException {
    try (ResultSet result = statement.getResultSet()) {
      while (result.next()) {
        rows.processRow(result);
      }
    }
  }
}
