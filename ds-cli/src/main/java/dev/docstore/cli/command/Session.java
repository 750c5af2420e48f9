package dev.docstore.cli.command;

import dev.docstore.cli.console.Console;
import dev.docstore.cli.console.Environment;
import dev.docstore.cli.console.ExitCode;
import dev.docstore.cli.console.Failure;
import dev.docstore.cli.workspace.Config;
import dev.docstore.cli.workspace.Workspace;
import dev.docstore.common.client.DocStoreClient;
import dev.docstore.common.client.Loopback;
import dev.docstore.common.client.RepoClient;
import dev.docstore.common.client.UrlConnectionTransport;
import dev.docstore.common.name.Names;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a command runs in: a directory, an environment, a console, and the way to a server. */
public final class Session {
  private final Path directory;
  private final Environment environment;
  private final Console console;
  private String server = "";

  public Session(Path directory, Environment environment, Console console) {
    this.directory = directory;
    this.environment = environment;
    this.console = console;
  }

  public Console console() {
    return console;
  }

  public Environment environment() {
    return environment;
  }

  /** The server that was last spoken to; empty before. */
  public String server() {
    return server;
  }

  /** The current directory, whether or not it is a workspace. */
  Workspace directory() {
    return Workspace.at(directory);
  }

  /** The current directory's workspace, for commands that work on its files. */
  Workspace workspace() {
    Workspace workspace = directory();
    config(workspace);
    return workspace;
  }

  /**
   * A workspace's configuration with {@code DS_REMOTE} in force. {@code DS_REPO} cannot turn the
   * files of one repo into those of another.
   */
  Config config(Workspace workspace) {
    Config config = workspace.config();
    environment
        .repo()
        .filter(repo -> !repo.equals(config.repo()))
        .ifPresent(
            repo -> {
              throw Failure.of(
                  "DS_REPO names " + repo + " but this is a workspace of " + config.repo());
            });
    return withRemote(config);
  }

  /**
   * For commands that ask about a repo and touch no files: the workspace's configuration, with
   * {@code DS_REMOTE} and {@code DS_REPO} in force, which together do without a workspace.
   */
  Config context() {
    Workspace workspace = directory();
    Optional<String> remote = environment.remote().or(environment::defaultRemote);
    if (!workspace.exists() && environment.repo().isPresent() && remote.isPresent()) {
      return new Config(remote.get(), environment.repo().get(), "main", environment.user());
    }
    Config config = withRemote(workspace.config());
    String repo = environment.repo().orElse(config.repo());
    return new Config(config.remote(), repo, config.branch(), config.author());
  }

  private Config withRemote(Config config) {
    String remote = environment.remote().orElse(config.remote());
    return new Config(remote, config.repo(), config.branch(), config.author());
  }

  /** A repo's operations in the name of the configured author. */
  RepoClient repo(Config config) {
    if (Names.hasControlCharacter(config.author())) {
      throw Failure.of("the author in config.json contains control characters");
    }
    DocStoreClient client = client(config.remote());
    DocStoreClient named =
        config.author().isEmpty() ? client : client.withIdentity(config.author());
    return named.repo(config.repo());
  }

  /** The server's operations for commands that need only a remote (spec 04 A1, R). */
  DocStoreClient remote() {
    return client(
        environment
            .remote()
            .or(() -> directory().configIfReadable().map(Config::remote))
            .filter(remote -> !remote.isEmpty())
            .or(environment::defaultRemote)
            .orElseThrow(Workspace::missing));
  }

  private DocStoreClient client(String remote) {
    server = remote;
    URI uri = httpUri(remote);
    DocStoreClient client =
        DocStoreClient.of(remote)
            .withUserAgent("ds/" + environment.version())
            .withTransport(
                new UrlConnectionTransport(Duration.ZERO, Duration.ZERO, environment.proxies()));
    if (environment.token().isEmpty()) {
      return client;
    }
    if (uri.getScheme().equalsIgnoreCase("http") && !Loopback.is(uri.getHost())) {
      throw Failure.of(
          "refusing to send DS_TOKEN over plain http to " + uri.getHost() + "; use https",
          ExitCode.AUTHENTICATION);
    }
    return client.withBearer(environment.token().get());
  }

  /** The remote as a URL with scheme and host, or the failure that says what one looks like. */
  static URI httpUri(String remote) {
    try {
      URI uri = URI.create(remote);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      if ((http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // The same message as for a URL of another kind.
    }
    throw Failure.of("the remote must be like https://host, not '" + remote + "'");
  }
}
