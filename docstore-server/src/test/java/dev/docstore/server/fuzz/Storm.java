package dev.docstore.server.fuzz;

import dev.docstore.common.json.Json;
import dev.docstore.server.fuzz.Generator.Case;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Sends cases from several threads, judges what comes back, and lets the world learn from it. */
final class Storm {
  /** After so many findings more of them teach nothing. */
  private static final int ENOUGH = 20;

  private static final int SHOWN = 3000;
  private static final Pattern VERSION = Pattern.compile("\"version_id\":\"([0-9a-f-]{36})\"");

  private final URI server;
  private final World world;
  private final Tally tally = new Tally();
  private final ConcurrentLinkedQueue<String> findings = new ConcurrentLinkedQueue<>();

  Storm(URI server, World world) {
    this.server = server;
    this.world = world;
  }

  Tally tally() {
    return tally;
  }

  List<String> findings() {
    return List.copyOf(findings);
  }

  /** Sends so many requests from each thread; ends early after many findings. */
  void rage(Generator generator, int threads, int requestsPerThread, long seed)
      throws InterruptedException {
    List<Thread> running =
        java.util.stream.IntStream.range(0, threads)
            .mapToObj(
                thread ->
                    Thread.ofPlatform()
                        .name("storm-" + thread)
                        .start(() -> rage(generator, requestsPerThread, new Random(seed + thread))))
            .toList();
    for (Thread thread : running) {
      thread.join();
    }
  }

  private void rage(Generator generator, int requests, Random random) {
    try (Wire wire = new Wire(server)) {
      for (int i = 0; i < requests && findings.size() < ENOUGH; i++) {
        Case made = generator.any(random);
        if (!destroysTheStage(made.draft())) {
          send(wire, made);
        }
      }
    } catch (RuntimeException e) {
      findings.add("the client failed: " + e);
    }
  }

  /** What everybody plays on stays: the orgs and repos that were made beforehand. */
  private static boolean destroysTheStage(Draft draft) {
    return draft.method.equals("DELETE")
        && (World.REPOS.stream().anyMatch(repo -> draft.path.equals("/repos/" + repo))
            || World.ORGS.stream().anyMatch(org -> draft.path.equals("/orgs/" + org)));
  }

  /** The answer, if there was one. */
  Optional<Reply> send(Wire wire, Case made) {
    Draft draft = made.draft();
    byte[] request = draft.bytes(server.getAuthority());
    try {
      Reply reply = wire.exchange(request, draft.method.equals("HEAD"));
      tally.count(made.seed().route, reply);
      Oracle.problem(draft.method, draft.target(), reply)
          .ifPresent(
              problem -> findings.add(shown(problem, made, request, reply.head() + reply.text())));
      learn(made, reply);
      return Optional.of(reply);
    } catch (IOException e) {
      findings.add(shown("no answer: " + e, made, request, ""));
      return Optional.empty();
    }
  }

  private static String shown(String problem, Case made, byte[] request, String reply) {
    return "%s%n  route %s, caller %s%n%s%n  <<<%n%s"
        .formatted(
            problem,
            made.seed().route,
            made.caller(),
            cut(new String(request, StandardCharsets.ISO_8859_1)),
            cut(reply));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + ")";
  }

  private void learn(Case made, Reply reply) {
    String suffix = made.repo() == null ? "" : "@" + made.repo();
    String etag = reply.header("ETag");
    if (etag != null) {
      world.learn("etag" + suffix, etag);
    }
    if (reply.status() >= 300 || !reply.hasType("application/json")) {
      return;
    }
    Matcher version = VERSION.matcher(reply.text());
    if (made.repo() != null && version.find()) {
      world.learn("version" + suffix, version.group(1));
    }
    if (!made.seed().yields.isEmpty()) {
      JsonNode body = Json.MAPPER.readTree(reply.body());
      made.seed()
          .yields
          .forEach(
              yield ->
                  Optional.ofNullable(body.get(yield.member()))
                      .ifPresent(value -> world.learn(yield.name() + suffix, value.asString())));
    }
  }
}
