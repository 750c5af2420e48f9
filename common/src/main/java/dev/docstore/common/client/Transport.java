package dev.docstore.common.client;

import java.io.IOException;

/**
 * Carries one request to a server and brings its answer back, whatever the status. Implementations
 * follow no redirects and retry nothing: the client decides both.
 */
@FunctionalInterface
public interface Transport {
  /**
   * Sends the request and waits for the head of its answer.
   *
   * @throws IOException when there is no answer: no connection, a broken one, a time limit
   */
  Response send(Request request) throws IOException;
}
