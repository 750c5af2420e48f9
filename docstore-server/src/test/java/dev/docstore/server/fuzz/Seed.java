package dev.docstore.server.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to a route that succeeds when the right caller sends it at the right moment. In its
 * parts {@code <name>} stands for a value that {@link World} knows.
 */
final class Seed {
  /** A query parameter or header. */
  record Part(String name, String value, boolean always) {}

  /** A member of the answer that later requests may use under that name. */
  record Yield(String name, String member) {}

  final Route route;
  String target;
  final List<Part> query = new ArrayList<>();
  final List<Part> headers = new ArrayList<>();
  final List<Yield> yields = new ArrayList<>();
  @Nullable String body;
  int weight = 10;
  boolean succeeds = true;

  /** Path variables become values of their names. */
  Seed(Route route) {
    this.route = route;
    this.target = route.pattern().replace('{', '<').replace('}', '>');
  }

  /** The path variable is a value of that name. */
  Seed as(String variable, String value) {
    target = target.replace("<" + variable + ">", "<" + value + ">");
    return this;
  }

  /** A query parameter, {@code name=value}, that is left out half of the time. */
  Seed maybe(String pair) {
    query.add(part(pair, false));
    return this;
  }

  /** A query parameter, {@code name=value}. */
  Seed with(String pair) {
    query.add(part(pair, true));
    return this;
  }

  /** A header, {@code Name=value}, that is left out half of the time. */
  Seed header(String pair) {
    headers.add(part(pair, false));
    return this;
  }

  private static Part part(String pair, boolean always) {
    int equals = pair.indexOf('=');
    return new Part(pair.substring(0, equals), pair.substring(equals + 1), always);
  }

  /** The body is of that type and not JSON. */
  Seed type(String contentType) {
    headers.add(new Part("Content-Type", contentType, true));
    return this;
  }

  Seed body(String json) {
    body = json;
    return this;
  }

  /** A success tells a value for later: that member of its body. */
  Seed yields(String name, String member) {
    yields.add(new Yield(name, member));
    return this;
  }

  /** How often it is sent, ten being usual. */
  Seed weight(int times) {
    weight = times;
    return this;
  }

  /** The contract refuses it however it is asked, or it takes luck. */
  Seed needNotSucceed() {
    succeeds = false;
    return this;
  }
}
