package dev.docstore.server.acceptance;

import dev.docstore.server.acceptance.Actor.Job;
import dev.docstore.server.acceptance.Actor.Nobody;
import dev.docstore.server.acceptance.Actor.Org;
import dev.docstore.server.acceptance.Actor.Person;
import dev.docstore.server.acceptance.Actor.Special;
import dev.docstore.server.acceptance.Actor.Target;
import dev.docstore.server.access.Role;
import dev.docstore.server.testing.Api;
import dev.docstore.server.testing.SecuredServer;
import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every kind of caller, and the repos they come to. */
final class Cast {
  private static final SecuredServer SERVER = SecuredServer.shared();
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final String mark = "cast" + COUNTER.incrementAndGet();
  private final Api founder = SERVER.person("founder@" + mark);
  private final Target governed = newTarget("governed");
  private final Target ungoverned = newTarget("ungoverned");
  private final Target foreign = newTarget("foreign");
  private final List<Actor> actors = new ArrayList<>();

  Cast() {
    SERVER
        .bean(JdbcClient.class)
        .sql("delete from roles where repo_id = (select id from repos where name = ?)")
        .param(ungoverned.repo())
        .update();
    staffOrg();
    staffRepo(governed.repo());
    people();
    jobs();
    strangeCredentials();
  }

  List<Actor> actors() {
    return List.copyOf(actors);
  }

  Actor actor(String name) {
    return actors.stream().filter(actor -> actor.name().equals(name)).findFirst().orElseThrow();
  }

  /** A repo in the same org with the same roles, for somebody to delete. */
  Target copyOf(Target target) {
    String name = "copy" + COUNTER.incrementAndGet();
    founder
        .post("/repos", "{\"owner\":\"%s\",\"name\":\"%s\"}".formatted(target.org(), name))
        .expect(201);
    staffRepo(target.org() + "/" + name);
    return new Target(target.org(), target.org() + "/" + name, target.job());
  }

  private Target newTarget(String kind) {
    String org = kind + "-" + mark;
    founder.post("/orgs", "{\"name\":\"%s\"}".formatted(org)).expect(201);
    founder.post("/repos", "{\"owner\":\"%s\",\"name\":\"app\"}".formatted(org)).expect(201);
    String repo = org + "/app";
    return new Target(org, repo, SERVER.newJob(repo, "main", 0, "checks").id());
  }

  private void staffOrg() {
    for (String role : List.of("member", "owner")) {
      for (String kind : List.of("", "demoted-")) {
        founder
            .post(
                "/orgs/%s/members/%s".formatted(governed.org(), identity(kind + "org-" + role)),
                "{\"role\":\"%s\"}".formatted(role))
            .expect(200);
      }
    }
  }

  private void staffRepo(String repo) {
    for (Role role : Role.values()) {
      grant(repo, identity(role.wireName()), role);
    }
    grant(repo, identity("demoted-org-owner"), Role.READER);
  }

  private void grant(String repo, String identity, Role role) {
    founder
        .send(
            "PUT",
            "/repos/%s/-/roles/%s".formatted(repo, identity),
            "{\"role\":\"%s\"}".formatted(role.wireName()))
        .expect(200);
  }

  private String identity(String name) {
    return name + "@" + mark;
  }

  private void people() {
    person("stranger", null, Org.STRANGER);
    for (Role role : Role.values()) {
      person(role.wireName(), role, Org.STRANGER);
    }
    person("org-member", Role.READER, Org.MEMBER);
    person("org-owner", Role.ADMIN, Org.OWNER);
    person("demoted-org-owner", Role.READER, Org.OWNER);
    special("global admin", TestServer.ADMIN, governed, Optional.empty(), Special.GLOBAL_ADMIN);
    special(
        "bootstrap admin",
        TestServer.ADMIN,
        ungoverned,
        Optional.of(Role.ADMIN),
        Special.BOOTSTRAP_ADMIN);
    special("service", SecuredServer.SERVICE, governed, Optional.empty(), Special.SERVICE);
  }

  private void person(String name, @Nullable Role role, Org org) {
    actors.add(
        new Actor(
            name,
            SERVER.person(identity(name)),
            governed,
            new Person(Optional.ofNullable(role), org, Special.NONE)));
  }

  private void special(
      String name, String identity, Target target, Optional<Role> role, Special special) {
    actors.add(
        new Actor(name, SERVER.person(identity), target, new Person(role, Org.STRANGER, special)));
  }

  private void jobs() {
    for (String permission :
        List.of("checks", "contents", "proposals", "issues", "releases", "ci")) {
      job("job with " + permission, governed, true, permission);
    }
    job("job without permissions", governed, true);
    job("job with everything", governed, true, "contents", "proposals", "issues", "releases", "ci");
    job("untrusted job with everything", governed, false, "contents", "proposals", "releases");
    job("job of another repo", foreign, true, "contents", "proposals", "issues", "releases", "ci");
  }

  private void job(String name, Target home, boolean trusted, String... permissions) {
    SecuredServer.Job job =
        trusted
            ? SERVER.newJob(home.repo(), "main", 0, permissions)
            : SERVER.newProposalJob(home.repo(), "main", 0, permissions);
    actors.add(
        new Actor(
            name,
            job.api(),
            governed,
            new Job(home.equals(governed), trusted, Set.of(permissions))));
  }

  private void strangeCredentials() {
    SecuredServer.Job claimed = SERVER.newJob(governed.repo(), "main", 0, "contents");
    SecuredServer.Job over = SERVER.newJob(governed.repo(), "main", 0, "contents");
    Api finished = over.become("passed").api();
    SecuredServer.Job queued = SERVER.newJob(governed.repo(), "main", 0, "contents");
    nobody("nobody", SERVER.nobody(), false);
    nobody("finished job", finished, false);
    nobody("queued job", queued.become("queued").api(), false);
    nobody("admin behind a finished job's token", behind(finished), false);
    nobody("request token", SERVER.bearer(claimed.secret().plaintext()), true);
    nobody("request token of a finished job", SERVER.bearer(over.secret().plaintext()), false);
    nobody("bearer of nonsense", SERVER.bearer("nonsense"), false);
  }

  /** A finished job's token shadows whoever else the request says it is from. */
  private Api behind(Api finished) {
    return finished.with("X-DocStore-Identity", identity("admin"));
  }

  private void nobody(String name, Api api, boolean requestToken) {
    actors.add(new Actor(name.toLowerCase(Locale.ROOT), api, governed, new Nobody(requestToken)));
  }
}
