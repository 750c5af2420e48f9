package dev.docstore.server.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** A database from before blobs had rows. */
@DatabaseTest
class BlobUpgradeTest {
  @Test
  void knowsTheLargeContentsFromBefore(TestDatabase database) {
    database.execute("drop schema public cascade");
    database.execute("create schema public");
    FluentConfiguration flyway =
        Flyway.configure().dataSource(database.dataSource()).locations("classpath:db/migration");
    flyway.target("9").load().migrate();
    database.execute(
        "insert into repos (name, owner, created_by) values ('default/b', 'default', 'x')");
    database.execute(
        """
        insert into documents (repo_id, content_hash, content, size, created_by)
        select r.id, sha256(h.name::bytea), h.content::bytea, 1, 'x'
        from repos r, (values ('both', null), ('inline', 'i')) as h (name, content)
        """);

    flyway.target("10").load().migrate();

    assertThat(
            database.queryText(
                "select string_agg(encode(key, 'hex') || state || (idle_since is null), ',') from blobs"))
        .isEqualTo(database.queryText("select encode(sha256('both'), 'hex') || 'stored' || true"));
  }
}
