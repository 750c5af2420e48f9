package dev.docstore.server.fuzz;

import dev.docstore.server.fuzz.Draft.Pair;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ways to spoil a request. Each changes one thing and leaves the frame of the message sound. */
final class Mutations {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|-?[0-9.]+|true|false|null|[{}\\[\\],:]");

  private final List<BiConsumer<Draft, Random>> all =
      List.of(
          Mutations::segment,
          Mutations::segment,
          Mutations::pathBit,
          Mutations::queryValue,
          Mutations::queryValue,
          Mutations::queryPair,
          Mutations::header,
          Mutations::header,
          Mutations::bodyToken,
          Mutations::bodyToken,
          Mutations::bodyToken,
          Mutations::bodyByte,
          Mutations::bodyWhole,
          Mutations::method);

  void spoil(Draft draft, Random random) {
    all.get(random.nextInt(all.size())).accept(draft, random);
  }

  private static void segment(Draft draft, Random random) {
    String[] segments = draft.path.split("/", -1);
    // The first segments say what the route is; later ones are more often names.
    int first = random.nextInt(segments.length);
    int second = random.nextInt(segments.length);
    segments[Math.max(first, second)] = Nasty.escaped(random);
    draft.path = String.join("/", segments);
    if (!draft.path.startsWith("/")) {
      draft.path = "/" + draft.path;
    }
  }

  private static void pathBit(Draft draft, Random random) {
    int at = 1 + random.nextInt(draft.path.length());
    draft.path = draft.path.substring(0, at) + Nasty.pathBit(random) + draft.path.substring(at);
  }

  private static void queryValue(Draft draft, Random random) {
    if (draft.query.isEmpty()) {
      draft.query.add(new Pair(Nasty.parameter(random), Nasty.escaped(random)));
      return;
    }
    int at = random.nextInt(draft.query.size());
    draft.query.set(at, new Pair(draft.query.get(at).name(), Nasty.escaped(random)));
  }

  private static void queryPair(Draft draft, Random random) {
    int dice = random.nextInt(3);
    if (dice == 0 && !draft.query.isEmpty()) {
      draft.query.remove(random.nextInt(draft.query.size()));
    } else if (dice == 1 && !draft.query.isEmpty()) {
      draft.query.add(draft.query.get(random.nextInt(draft.query.size())));
    } else {
      draft.query.add(new Pair(Nasty.parameter(random), Nasty.escaped(random)));
    }
  }

  private static void header(Draft draft, Random random) {
    draft.headers.add(new Pair(Nasty.header(random), Nasty.headerValue(random)));
  }

  private static void method(Draft draft, Random random) {
    draft.method = Nasty.method(random);
  }

  /** Replaces, drops, doubles or moves one token: the rest stays JSON, more or less. */
  private static void bodyToken(Draft draft, Random random) {
    String text = new String(draft.body, StandardCharsets.ISO_8859_1);
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(MatchResult::group).toList());
    if (tokens.isEmpty()) {
      draft.body = Nasty.json(random).getBytes(StandardCharsets.UTF_8);
      return;
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(8)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
      default -> tokens.set(value(tokens, at), Nasty.json(random));
    }
    draft.body = String.join("", tokens).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The next value at or after the position, if there is one: punctuation is dull. */
  private static int value(List<String> tokens, int at) {
    for (int i = at; i < tokens.size(); i++) {
      boolean afterColon = i > 0 && tokens.get(i - 1).equals(":");
      if (afterColon && tokens.get(i).length() > 1) {
        return i;
      }
    }
    return at;
  }

  private static void bodyByte(Draft draft, Random random) {
    if (draft.body.length == 0) {
      draft.body = new byte[] {(byte) random.nextInt(256)};
      return;
    }
    byte[] body = draft.body.clone();
    int at = random.nextInt(body.length);
    body[at] = (byte) random.nextInt(256);
    draft.body = random.nextInt(3) == 0 ? Arrays.copyOf(body, at) : body;
  }

  private static void bodyWhole(Draft draft, Random random) {
    draft.body =
        switch (random.nextInt(5)) {
          case 0 -> new byte[0];
          case 1 -> Nasty.json(random).getBytes(StandardCharsets.UTF_8);
          case 2 -> twice(draft.body);
          case 3 -> new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'};
          default ->
              "--x\r\nContent-Disposition: form-data; name=\"commit\"\r\n\r\n{}\r\n--x--\r\n"
                  .getBytes(StandardCharsets.US_ASCII);
        };
  }

  private static byte[] twice(byte[] body) {
    byte[] twice = Arrays.copyOf(body, body.length * 2);
    System.arraycopy(body, 0, twice, body.length, body.length);
    return twice;
  }
}
