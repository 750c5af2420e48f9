package dev.docstore.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.server.fuzz.Generator.Case;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.Routes;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestRepo;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.DatabaseTest;
import dev.docstore.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every route, every kind of caller, requests that were valid before they were spoilt: no 5xx, no
 * hang, nothing of the inside in any answer, every error well-formed, and a sound server after it.
 *
 * <p>{@code -Dfuzz.requests=}, {@code -Dfuzz.seed=} and {@code -Dfuzz.threads=} play another storm,
 * or the same again.
 */
@DatabaseTest
@Timeout(1800)
class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 100_000);
  private static final int THREADS = Integer.getInteger("fuzz.threads", 4);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir static Path folder;
  private static SecuredServer server;

  private final Seeds seeds = new Seeds();

  @BeforeAll
  static void start(TestDatabase database) throws Exception {
    Path key = folder.resolve("key");
    Files.writeString(key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    server =
        SecuredServer.start(
            database,
            Map.of(
                "DOCSTORE_SECRETS_KEY_FILE",
                key.toString(),
                "DOCSTORE_BLOB_LOCAL_DIR",
                folder.resolve("blobs").toString(),
                "DOCSTORE_BLOB_THRESHOLD_BYTES",
                "1000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteHasASeed() {
    Set<String> unknown = new TreeSet<>();
    for (Routes.Route route : Routes.of(TestServer.shared())) {
      if (!seeds.routes().contains(new Route(route.method(), route.pattern()))) {
        unknown.add(route.name());
      }
    }
    assertThat(unknown).as("routes without a valid request; add a row to Seeds for each").isEmpty();
  }

  @Test
  void noRequestBreaksAnything(TestDatabase database) throws Exception {
    Callers callers = new Callers(server);
    World world = new World(server, callers);
    Generator generator = new Generator(world, callers, seeds.all());
    Storm storm = new Storm(server.url(), world);
    assertThat(refusedSeeds(generator, storm)).as("seeds that never succeed").isEmpty();

    long start = System.nanoTime();
    storm.rage(generator, THREADS, REQUESTS / THREADS, SEED);
    System.out.printf(
        "fuzz: seed %d, %d threads, %.1f s%n%s%n",
        SEED, THREADS, (System.nanoTime() - start) / 1e9, storm.tally().shown());

    assertThat(storm.findings())
        .as("found with -Dfuzz.seed=%d -Dfuzz.threads=%d", SEED, THREADS)
        .isEmpty();
    assertThat(storm.tally().past()).as("share past access and validation").isGreaterThan(0.2);
    assertSound(database);
  }

  /** Tries every seed as it is, from anybody, until it succeeds. */
  private List<String> refusedSeeds(Generator generator, Storm storm) {
    Random random = new Random(SEED);
    List<String> refused = new ArrayList<>();
    try (Wire wire = new Wire(server.url())) {
      for (Seed seed : seeds.all()) {
        String last = "";
        Instant end = Instant.now().plus(PATIENCE);
        boolean succeeded = !seed.succeeds;
        while (!succeeded && Instant.now().isBefore(end)) {
          Case made = generator.valid(seed, random);
          Reply reply = storm.send(wire, made).orElseThrow();
          succeeded = reply.status() < 300 || reply.status() == 304;
          last = reply.status() == 403 ? last : made.draft().target() + " " + reply.text();
        }
        if (!succeeded) {
          refused.add(seed.route + ": " + last);
        }
      }
    }
    return refused;
  }

  private static void assertSound(TestDatabase database) {
    Api admin = server.admin();
    // A repo with an admin of its own is closed to the global one.
    database.execute(
        "insert into roles (repo_id, identity, role) select id, '%s', 'admin' from repos"
                .formatted(TestServer.ADMIN)
            + " on conflict (repo_id, identity) do update set role = 'admin'");
    for (JsonNode repo : admin.get("/repos?limit=10000").expect(200).json().get("repos")) {
      String name =
          java.net.URLEncoder.encode(
                  repo.get("name").asString(), java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");
      Answer verified = admin.get("/repos/" + name + "/-/verify").expect(200);
      assertThat(verified.json().get("damages")).as(verified.text()).isEmpty();
    }
    for (String repo : World.REPOS) {
      assertThat(TestRepo.of(admin, repo).commit("main", "after", "the storm")).isPositive();
    }
    HikariDataSource pool = server.bean(HikariDataSource.class);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                pool.getHikariPoolMXBean().getActiveConnections() == 0
                    && pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0);
    assertThat(
            database.queryText(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%' and state_change < now() - interval '5 s'"))
        .isEqualTo("0");
  }
}
