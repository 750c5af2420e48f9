package dev.docstore.common.client;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.wire.Org;
import dev.docstore.common.wire.Repo;
import java.util.List;
import java.util.Map;

/**
 * A client of one DocStore server (spec 04 part B); immutable, safe for concurrent use.
 *
 * <p>Every operation throws {@link DocStoreException} for an answer that is not a success: with the
 * status that came, the server's code, its {@code error} text as message ({@code ""} where it sent
 * none) and typed details for conflicts and policy denials. Where no usable answer comes it throws
 * {@link NoAnswerException}.
 */
public final class DocStoreClient {
  private final Http http;

  private DocStoreClient(Http http) {
    this.http = http;
  }

  /**
   * A client without credentials.
   *
   * @param baseUrl may have a path prefix; trailing slashes are cut
   */
  public static DocStoreClient of(String baseUrl) {
    String base = baseUrl.strip().replaceAll("/+$", "");
    if (base.isEmpty()) {
      throw new IllegalArgumentException("base URL is required");
    }
    Map<String, String> headers =
        Map.of("Accept", "application/json", "User-Agent", "docstore-java-sdk/1");
    return new DocStoreClient(new Http(base, headers, new UrlConnectionTransport()));
  }

  /** The same client sending {@code Authorization: Bearer} with every request. */
  public DocStoreClient withBearer(String token) {
    return new DocStoreClient(http.with("Authorization", "Bearer " + token));
  }

  /** The same client naming its caller; honoured by servers in development mode only. */
  public DocStoreClient withIdentity(String identity) {
    return new DocStoreClient(http.with("X-DocStore-Identity", identity));
  }

  /** The same client under another name. */
  public DocStoreClient withUserAgent(String userAgent) {
    return new DocStoreClient(http.with("User-Agent", userAgent));
  }

  /** The same client over another transport, for time limits and proxies. */
  public DocStoreClient withTransport(Transport transport) {
    return new DocStoreClient(new Http(http.base(), http.headers(), transport));
  }

  /** The server's URL without a trailing slash. */
  public String baseUrl() {
    return http.base();
  }

  /** The operations inside one repo. Asks the server nothing. */
  public RepoClient repo(String fullName) {
    return new RepoClient(http, fullName);
  }

  /** All organisations, by name. */
  public List<Org> orgs() {
    return http.list(Call.get("/orgs"), "orgs", Org.class);
  }

  /** Creates an organisation. */
  public Org createOrg(String name) {
    return http.read(Call.post("/orgs", Map.of("name", name)), Org.class);
  }

  /** One organisation. */
  public Org org(String name) {
    return http.read(Call.get(orgPath(name)), Org.class);
  }

  /** Deletes an organisation that has no repos. */
  public void deleteOrg(String name) {
    http.send(Call.delete(orgPath(name)));
  }

  /** The repos of an organisation, by name. */
  public List<Repo> orgRepos(String name) {
    return http.list(Call.get(orgPath(name) + "/repos"), "repos", Repo.class);
  }

  /** All repos, by name. */
  public List<Repo> repos() {
    return http.list(Call.get("/repos"), "repos", Repo.class);
  }

  /**
   * Creates a repo.
   *
   * @param name without the owner
   */
  public Repo createRepo(String owner, String name) {
    return http.read(Call.post("/repos", Map.of("owner", owner, "name", name)), Repo.class);
  }

  /** One repo, by its full name. */
  public Repo repoInfo(String fullName) {
    return http.read(Call.get("/repos/" + Escape.path(fullName)), Repo.class);
  }

  /** Deletes a repo with all it holds. */
  public void deleteRepo(String fullName) {
    http.send(Call.delete("/repos/" + Escape.path(fullName) + "/-/"));
  }

  private static String orgPath(String name) {
    return "/orgs/" + Escape.segment(name);
  }
}
