package dev.docstore.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docstore.common.event.Event;
import dev.docstore.server.event.EventScript.Scenario;
import dev.docstore.server.testing.Answer;
import dev.docstore.server.testing.TestServer;
import dev.docstore.testkit.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** One scenario on a server that nobody else uses meanwhile. */
final class ScriptRun {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z0-9_.]+)}");
  private static final Pattern ENVELOPE =
      Pattern.compile(
          "\\{\"specversion\":\"1.0\",\"type\":\"(?<type>[a-z.]+)\",\"source\":\"(?<source>[^\"]+)\","
              + "\"id\":\"[0-9a-f-]{36}\",\"time\":\"[0-9T:.-]+Z\","
              + "\"datacontenttype\":\"application/json\",\"data\":(?<data>\\{.*})}");

  private final TestServer server;
  private final TestDatabase database;
  private final Map<String, String> variables = new LinkedHashMap<>();

  ScriptRun(TestServer server, TestDatabase database) {
    this.server = server;
    this.database = database;
    String repo = server.newRepo();
    variables.put("repo", repo);
    variables.put("org", repo.substring(0, repo.indexOf('/')));
    variables.put("me", TestServer.ADMIN);
  }

  void check(Scenario scenario) {
    scenario.given().forEach(this::prepare);
    String before =
        String.valueOf(database.queryText("select coalesce(max(seq), 0) from event_log"));
    String request = filled(scenario.when());
    Answer answer = call(request);
    assertThat(answer.status()).as(answer::text).isBetween(200, 299);
    keep("answer", answer);
    assertThat(pathOf(request)).matches(pathPattern(scenario.route()));
    assertThat(eventsAfter(before)).isEqualTo(expected(scenario.then()));
  }

  private void prepare(String step) {
    String[] named = step.split(" = ", 2);
    boolean keeps = named.length == 2 && named[0].matches("[a-z_]+");
    String what = filled(keeps ? named[1] : step);
    if (what.startsWith("sql ")) {
      database.execute(what.substring(4));
      return;
    }
    Answer answer = call(what);
    assertThat(answer.status()).as(() -> what + "\n" + answer.text()).isBetween(200, 299);
    keep(keeps ? named[0] : "answer", answer);
  }

  private Answer call(String request) {
    String[] words = request.split(" ", 3);
    if (words[0].equals("as")) {
      String[] rest = words[2].split(" ", 3);
      return server.as(words[1]).send(rest[0], rest[1], rest.length > 2 ? rest[2] : "");
    }
    return server.api().send(words[0], words[1], words.length > 2 ? words[2] : "");
  }

  private void keep(String name, Answer answer) {
    variables.keySet().removeIf(key -> key.startsWith(name + "."));
    if (answer.text().startsWith("{")) {
      keep(name, answer.json());
    }
  }

  private void keep(String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(member -> keep(name + "." + member.getKey(), member.getValue()));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        keep(name + "." + i, value.get(i));
      }
    } else {
      variables.put(name, value.asString(""));
    }
  }

  private String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.get(match.group(1));
              assertThat(value).as("variable " + match.group()).isNotNull();
              return Matcher.quoteReplacement(String.valueOf(value));
            });
  }

  private List<String> expected(List<String> then) {
    return then.equals(List.of("nothing")) ? List.of() : then.stream().map(this::filled).toList();
  }

  private List<String> eventsAfter(String seq) {
    String all =
        database.queryText(
            "select string_agg(convert_from(payload, 'UTF8'), chr(10) order by seq)"
                + " from event_log where seq > "
                + seq);
    return all == null ? List.of() : all.lines().map(ScriptRun::told).toList();
  }

  private static String told(String envelope) {
    Matcher parts = ENVELOPE.matcher(envelope);
    assertThat(parts.matches()).as(envelope).isTrue();
    return "%s %s %s"
        .formatted(
            parts.group("type").substring(Event.TYPE_PREFIX.length()),
            parts.group("source"),
            parts.group("data"));
  }

  private static String pathOf(String request) {
    String[] words = request.split(" ", -1);
    return words[0].equals("as") ? words[2] + " " + words[3] : words[0] + " " + words[1];
  }

  /** A repo's name has a slash of its own. */
  private static Pattern pathPattern(String route) {
    return Pattern.compile(
        route.replace("{repo}", "[^/]+/[^/]+").replaceAll("\\{[a-z]+}", "[^/]+"));
  }
}
