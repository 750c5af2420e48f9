package dev.docstore.cli.console;

import dev.docstore.common.client.ProxyVariables;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the process was given from outside: environment variables and what was fixed when the
 * program was built (spec 04 A1). The one place that reads either.
 *
 * @param token {@code DS_TOKEN}, a bearer token
 * @param remote {@code DS_REMOTE}, a server's URL; wins over the workspace's
 * @param repo {@code DS_REPO}, a repo's full name
 * @param user name of the person at the keyboard
 * @param defaultRemote the server to use when nothing names one
 * @param version of this program
 * @param proxies the platform's proxy variables
 */
public record Environment(
    Optional<String> token,
    Optional<String> remote,
    Optional<String> repo,
    String user,
    Optional<String> defaultRemote,
    String version,
    ProxyVariables proxies) {
  /** Of this process. */
  public static Environment of(Map<String, String> variables, String systemUser) {
    BuiltIn builtIn = BuiltIn.load();
    return new Environment(
        text(variables.get("DS_TOKEN")),
        text(variables.get("DS_REMOTE")).map(Environment::withoutSlash),
        text(variables.get("DS_REPO")),
        text(systemUser).orElse("unknown"),
        text(builtIn.remote()).map(Environment::withoutSlash),
        builtIn.version(),
        ProxyVariables.of(variables));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static String withoutSlash(String url) {
    return url.replaceAll("/+$", "");
  }
}
