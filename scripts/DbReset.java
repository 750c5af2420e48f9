import dev.docstore.common.settings.DatabaseUrl;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Empties the database of DATABASE_URL: drops the schema `public` and makes it anew. Asks first, unless
/// FORCE=1. `make db-reset` runs it with the server's libraries on the class path.
void main() {
  try {
    reset();
  } catch (BadSettingException | SQLException problem) {
    System.err.println("db-reset: " + problem.getMessage().lines().findFirst().orElse(""));
    System.exit(1);
  }
}

void reset() throws SQLException {
  String text = System.getenv("DATABASE_URL");
  if (text == null || text.isEmpty()) {
    throw new BadSettingException(
        "DATABASE_URL says which database to empty, and it is not set"
            + " (the data of `make dev` is the folder .dev: stop it and delete that)");
  }
  DatabaseUrl url = DatabaseUrl.parse(text);
  var login = new Properties();
  if (!url.user().isEmpty()) {
    login.setProperty("user", url.user());
    login.setProperty("password", url.password());
  }
  try (Connection database = DriverManager.getConnection(url.jdbcUrl(), login)) {
    String name = database.getCatalog();
    if (!"1".equals(System.getenv("FORCE")) && !confirmed(name)) {
      IO.println("Nothing was changed.");
      System.exit(1);
    }
    recreateSchema(database);
    IO.println("Emptied database " + name + "; the server creates its tables when it starts.");
  }
}

boolean confirmed(String name) {
  String answer = IO.readln("This destroys all data in database " + name + ". Go on? [y/N] ");
  return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
}

/// The new schema belongs to whom the old one belonged to, and stays usable by everybody, as in a new database.
void recreateSchema(Connection database) throws SQLException {
  database.setAutoCommit(false);
  try (var statement = database.createStatement()) {
    statement.execute("""
        DO $$
        DECLARE
          owner regrole := (SELECT nspowner FROM pg_namespace WHERE nspname = 'public');
        BEGIN
          DROP SCHEMA IF EXISTS public CASCADE;
          EXECUTE format('CREATE SCHEMA public AUTHORIZATION %s', coalesce(owner, current_user::regrole));
          GRANT USAGE ON SCHEMA public TO PUBLIC;
        END $$
        """);
  }
  database.commit();
}
