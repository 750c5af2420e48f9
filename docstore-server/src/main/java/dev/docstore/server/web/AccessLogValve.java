package dev.docstore.server.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * One record for every request that is over (spec 01 §2.4), those included that the container
 * refuses before anybody sees them. Neither queries nor headers are in it, nor tokens in paths.
 */
@Component
public class AccessLogValve extends ValveBase implements AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogValve.class);
  private static final String IDENTITY = AccessLogValve.class.getName() + ".identity";
  private static final Pattern INVITE_TOKEN = Pattern.compile("(/invites/)[^/]+(/accept)");
  private static final String REPOS = "/repos/";

  private final AtomicInteger running = new AtomicInteger();

  AccessLogValve() {
    super(true);
  }

  /** Says who makes a request, once that is known. */
  public static void identify(ServletRequest request, String identity) {
    request.setAttribute(IDENTITY, identity);
  }

  /** Requests that are not answered yet. */
  int running() {
    return running.get();
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    running.incrementAndGet();
    try {
      getNext().invoke(request, response);
    } finally {
      running.decrementAndGet();
    }
  }

  @Override
  public void log(Request request, Response response, long nanos) {
    int status = response.getStatus();
    if (!LOG.isEnabledForLevel(level(status))) {
      return;
    }
    String path = Objects.requireNonNullElse(request.getRequestURI(), "");
    Object identity = request.getAttribute(IDENTITY);
    LOG.atLevel(level(status))
        .addKeyValue("method", Objects.requireNonNullElse(request.getMethod(), ""))
        .addKeyValue("path", INVITE_TOKEN.matcher(path).replaceAll("$1***$2"))
        .addKeyValue("status", status)
        .addKeyValue("duration_ms", nanos / 1_000_000)
        .addKeyValue("identity", identity == null ? "" : identity)
        .addKeyValue("repo", repo(path))
        .addKeyValue("bytes", response.getBytesWritten(false))
        .log("request");
  }

  private static Level level(int status) {
    if (status >= 500) {
      return Level.ERROR;
    }
    return status >= 400 ? Level.WARN : Level.INFO;
  }

  /** The full name as it stands in the path, of a repo that need not exist. */
  private static String repo(String path) {
    if (!path.startsWith(REPOS)) {
      return "";
    }
    String rest = CanonicalPath.decode(path.substring(REPOS.length())).orElse("");
    int dash = rest.indexOf("/-/");
    return dash < 0 ? rest : rest.substring(0, dash);
  }

  @Override
  public void setRequestAttributesEnabled(boolean enabled) {
    // Whom a proxy says that it speaks for is never part of a record.
  }

  @Override
  public boolean getRequestAttributesEnabled() {
    return false;
  }
}
