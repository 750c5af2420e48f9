package dev.docstore.bench.contract;

import dev.docstore.bench.http.Connection;
import dev.docstore.bench.http.Endpoint;
import dev.docstore.bench.http.Requests;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The server under load; everything that is made there belongs to one new organisation. */
public final class Target implements AutoCloseable {
  private static final String IDENTITY = "bench@example.com";

  private final Endpoint endpoint;
  private final Requests requests;
  private final String org;
  private final RepoClient setUp;
  private final AtomicInteger repos = new AtomicInteger();

  private Target(Endpoint endpoint, Requests requests, String org) {
    this.endpoint = endpoint;
    this.requests = requests;
    this.org = org;
    this.setUp = client("");
  }

  /** Makes the organisation. */
  public static Target at(Endpoint endpoint, Optional<String> token) throws IOException {
    String org = "bench" + Long.toString(System.currentTimeMillis(), 36);
    Target target = new Target(endpoint, new Requests(endpoint, IDENTITY, token), org);
    target.setUp.post("/orgs", "{\"name\":\"" + org + "\"}");
    return target;
  }

  /** Owner of every repo that is made here; they are named {@code r1}, {@code r2} and so on. */
  public String org() {
    return org;
  }

  public Requests requests() {
    return requests;
  }

  /** A connection of its own. */
  public Connection connect() {
    return new Connection(endpoint);
  }

  /** Makes an empty repo; returns its full name. */
  public String newRepo() throws IOException {
    String name = "r" + repos.incrementAndGet();
    setUp.post("/repos", "{\"owner\":\"" + org + "\",\"name\":\"" + name + "\"}");
    return org + "/" + name;
  }

  /** A client of that repo, with a connection of its own. */
  public RepoClient client(String repo) {
    return new RepoClient(connect(), requests, repo);
  }

  @Override
  public void close() throws IOException {
    setUp.close();
  }
}
