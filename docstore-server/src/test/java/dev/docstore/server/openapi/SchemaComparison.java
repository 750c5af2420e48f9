package dev.docstore.server.openapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What differs between two schemas for a client that knows the first. */
final class SchemaComparison {
  /** Is told each difference. */
  interface Notes {
    void note(String what, boolean breaking);
  }

  private enum Way {
    REQUEST,
    RESPONSE
  }

  private record Pair(JsonNode old, JsonNode now) {}

  private final JsonNode before;
  private final JsonNode after;
  private final Notes notes;

  SchemaComparison(JsonNode before, JsonNode after, Notes notes) {
    this.before = before;
    this.after = after;
    this.notes = notes;
  }

  void ofRequest(String where, JsonNode old, JsonNode now) {
    compare(where, old, now, Way.REQUEST, new HashSet<>());
  }

  void ofResponse(String where, JsonNode old, JsonNode now) {
    compare(where, old, now, Way.RESPONSE, new HashSet<>());
  }

  private void compare(String where, JsonNode oldRef, JsonNode nowRef, Way way, Set<Pair> open) {
    JsonNode old = resolved(before, oldRef);
    JsonNode now = resolved(after, nowRef);
    if (old.equals(now) && before.path("components").equals(after.path("components"))) {
      return;
    }
    if (!open.add(new Pair(oldRef, nowRef))) {
      return;
    }
    types(where, old, now, way);
    choices(where, old.path("enum"), now.path("enum"), way);
    members(where, old, now, way, open);
    for (String part : List.of("items", "additionalProperties")) {
      if (old.has(part) && now.has(part)) {
        compare(where + "[]", old.get(part), now.get(part), way, open);
      }
    }
    for (String part : List.of("oneOf", "anyOf", "allOf")) {
      alternatives(where, old.path(part), now.path(part), way, open);
    }
    open.remove(new Pair(oldRef, nowRef));
  }

  private static JsonNode resolved(JsonNode document, JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isMissingNode() ? schema : document.at(reference.asString().substring(1));
  }

  private void types(String where, JsonNode old, JsonNode now, Way way) {
    Set<String> was = texts(old.path("type"));
    Set<String> is = texts(now.path("type"));
    boolean fits = way == Way.REQUEST ? is.containsAll(was) : was.containsAll(is);
    if (!was.equals(is)) {
      notes.note(where + " was of type " + was + " and is of type " + is, !fits || was.isEmpty());
    }
    if (!old.path("format").equals(now.path("format"))) {
      notes.note(
          where + " had format " + old.path("format") + " and has " + now.path("format"), true);
    }
  }

  private void choices(String where, JsonNode old, JsonNode now, Way way) {
    Set<String> was = texts(old);
    Set<String> is = texts(now);
    if (was.isEmpty() && !is.isEmpty()) {
      notes.note(where + " may only be one of " + is + " now", way == Way.REQUEST);
      return;
    }
    if (is.isEmpty() && !was.isEmpty()) {
      notes.note(where + " may be more than one of " + was + " now", false);
      return;
    }
    was.stream()
        .filter(value -> !is.contains(value))
        .forEach(value -> notes.note(where + " is never " + value + " any more", true));
    is.stream()
        .filter(value -> !was.contains(value))
        .forEach(value -> notes.note(where + " may be " + value + " now", false));
  }

  private void members(String where, JsonNode old, JsonNode now, Way way, Set<Pair> open) {
    JsonNode was = old.path("properties");
    JsonNode is = now.path("properties");
    Set<String> wasRequired = texts(old.path("required"));
    Set<String> isRequired = texts(now.path("required"));
    was.properties()
        .forEach(
            member -> {
              String name = where + ", member '" + member.getKey() + "'";
              JsonNode same = is.path(member.getKey());
              if (same.isMissingNode()) {
                notes.note(name + " is gone", true);
                return;
              }
              presence(
                  name,
                  wasRequired.contains(member.getKey()),
                  isRequired.contains(member.getKey()),
                  way);
              compare(name, member.getValue(), same, way, open);
            });
    is.propertyNames().stream()
        .filter(name -> !was.has(name))
        .forEach(
            name -> {
              boolean asked = way == Way.REQUEST && isRequired.contains(name);
              notes.note(
                  where + ", member '" + name + "' is new" + (asked ? " and required" : ""), asked);
            });
  }

  private void presence(String name, boolean was, boolean is, Way way) {
    if (was == is) {
      return;
    }
    if (way == Way.REQUEST) {
      notes.note(name + (is ? " is required now" : " may be absent now"), is);
    } else {
      notes.note(name + (is ? " is always there now" : " may be absent now"), !is);
    }
  }

  private void alternatives(String where, JsonNode old, JsonNode now, Way way, Set<Pair> open) {
    if (old.size() != now.size()) {
      boolean fewer = now.size() < old.size();
      notes.note(
          where + " has " + now.size() + " forms instead of " + old.size(),
          way == Way.REQUEST && fewer);
      return;
    }
    for (int i = 0; i < old.size(); i++) {
      compare(where, old.get(i), now.get(i), way, open);
    }
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new TreeSet<>();
    if (node.isArray()) {
      node.forEach(value -> texts.add(value.isString() ? value.asString() : value.toString()));
    } else if (node.isString()) {
      texts.add(node.asString());
    }
    return texts;
  }
}
