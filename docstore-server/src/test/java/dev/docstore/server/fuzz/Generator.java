package dev.docstore.server.fuzz;

import dev.docstore.common.json.Json;
import dev.docstore.server.fuzz.Draft.Pair;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes requests: a seed with values of the world, from somebody, spoilt up to three times. */
final class Generator {
  /**
   * One request.
   *
   * @param repo the repo that it was meant for, if any
   */
  record Case(Seed seed, String caller, Draft draft, @Nullable String repo) {}

  private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z0-9-]+)>");

  private final World world;
  private final Callers callers;
  private final Mutations mutations = new Mutations();
  private final List<Seed> weighted = new ArrayList<>();

  Generator(World world, Callers callers, List<Seed> seeds) {
    this.world = world;
    this.callers = callers;
    seeds.forEach(
        seed -> {
          for (int i = 0; i < seed.weight; i++) {
            weighted.add(seed);
          }
        });
  }

  Case any(Random random) {
    Seed seed = weighted.get(random.nextInt(weighted.size()));
    Case made = valid(seed, random);
    int dice = random.nextInt(100);
    int times = dice < 35 ? 0 : dice < 70 ? 1 : dice < 90 ? 2 : 3;
    for (int i = 0; i < times; i++) {
      mutations.spoil(made.draft(), random);
    }
    return made;
  }

  /** As the contract wants it, though not always from somebody who may. */
  Case valid(Seed seed, Random random) {
    String repo = World.REPOS.get(random.nextInt(World.REPOS.size()));
    boolean inRepo = seed.target.contains("<repo>/-/");
    String known = inRepo ? repo : null;
    String target = seed.target.replace("<repo>", repo);
    Draft draft = new Draft(seed.route.method(), filled(target, known, random, Generator::inPath));
    for (Seed.Part part : seed.query) {
      boolean wanted = random.nextBoolean() || part.always();
      String value = filled(part.value(), known, random, Generator::inQuery);
      if (wanted) {
        draft.query.add(new Pair(part.name(), value));
      }
    }
    Callers.CallerOf caller = callers.any(random);
    draft.headers.addAll(caller.headers());
    for (Seed.Part part : seed.headers) {
      String value = filled(part.value(), known, random, UnaryOperator.identity());
      if (random.nextInt(3) == 0 || part.always()) {
        draft.headers.add(new Pair(part.name(), value));
      }
    }
    if (seed.body != null) {
      draft.body =
          filled(seed.body, known, random, Generator::inJson).getBytes(StandardCharsets.UTF_8);
    }
    return new Case(seed, caller.name(), draft, known);
  }

  private String filled(
      String template, @Nullable String repo, Random random, UnaryOperator<String> escape) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(escape.apply(world.value(found.group(1), repo, random))));
  }

  private static String inPath(String value) {
    return inQuery(value).replace("+", "%20").replace("%2F", "/").replace("%40", "@");
  }

  private static String inQuery(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String inJson(String value) {
    String quoted = Json.MAPPER.writeValueAsString(value.replace("\\n", "\n"));
    return quoted.substring(1, quoted.length() - 1);
  }
}
