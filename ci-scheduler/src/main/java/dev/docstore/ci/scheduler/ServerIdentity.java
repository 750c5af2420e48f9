package dev.docstore.ci.scheduler;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Who the scheduler is towards the server (page 00 E9). Safe for concurrent use. */
interface ServerIdentity {
  /**
   * Adds the credential to a request.
   *
   * @throws IOException when none can be had now
   */
  void sign(HttpRequest.Builder request) throws IOException;

  /** That of a development server, which believes a header; nobody without a name. */
  static ServerIdentity development(Optional<String> name) {
    return request -> name.ifPresent(it -> request.header("X-DocStore-Identity", it));
  }
}
