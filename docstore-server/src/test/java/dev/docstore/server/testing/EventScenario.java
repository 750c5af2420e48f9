package dev.docstore.server.testing;

import dev.docstore.common.event.Event;
import dev.docstore.server.database.Transactions;
import dev.docstore.server.event.EventLog;
import dev.docstore.testkit.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes events happen on a server and its database, for tests of those who read the log. */
public final class EventScenario {
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final TestDatabase database;
  private final TestServer server;

  public EventScenario(TestDatabase database, TestServer server) {
    this.database = database;
    this.server = server;
  }

  /** A repo of its own, without any role in it. */
  public String repo() {
    String org = "events" + COUNTER.incrementAndGet();
    database.execute("insert into orgs (name, created_by) values ('%s', 'test')".formatted(org));
    database.execute(
        "insert into repos (name, owner, created_by) values ('%s/app', '%s', 'test')"
            .formatted(org, org));
    return org + "/app";
  }

  /** Gives a role, without an event. */
  public void grant(String repo, String identity, String role) {
    database.execute(
        "insert into roles (repo_id, identity, role) select id, '%s', '%s' from repos where name = '%s'"
            .formatted(identity, role, repo));
  }

  /** Takes a role away, without an event. */
  public void revoke(String repo, String identity) {
    database.execute(
        "delete from roles where identity = '%s' and repo_id = (select id from repos where name = '%s')"
            .formatted(identity, repo));
  }

  /** Appends in a transaction of its own and returns the event's number. */
  public long append(Event event) {
    server
        .bean(Transactions.class)
        .write(
            () -> {
              server.bean(EventLog.class).append(event);
              return true;
            });
    return end();
  }

  /** A commit's event; the sequence is any number to know it by. */
  public long commit(String repo, long sequence) {
    return append(commitEvent(repo, sequence));
  }

  public static Event commitEvent(String repo, long sequence) {
    return new Event.CommitCreated(repo, "main", sequence, "alice@example.com", "a < b", 1);
  }

  /** The newest number in the log. */
  public long end() {
    return Long.parseLong(
        String.valueOf(database.queryText("select coalesce(max(seq), 0) from event_log")));
  }

  /** An event's envelope as it lies in the log. */
  public String payload(long seq) {
    return String.valueOf(
        database.queryText(
            "select convert_from(payload, 'UTF8') from event_log where seq = " + seq));
  }
}
