package dev.docstore.server.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What each route that changes something announces, as the files in {@code resources/events} tell:
 *
 * <pre>
 * POST /repos/{repo}/-/branch
 *   given POST /repos/${repo}/-/commit {…}
 *   when  as bob@example.com POST /repos/${repo}/-/branch {"name":"fix"}
 *   then  branch.created /repos/${repo} {"repo":"${repo}",…}
 *
 * silent POST /…: why nothing happens that others would want to know
 * pending POST /…: which route is still to come
 * elsewhere branch.automerge.failed: what emits it, and the test of that
 * </pre>
 *
 * <p>Each scenario has an org and a repo of its own, {@code ${org}} and {@code ${repo}}. {@code
 * given name = POST …} keeps the answer's members as {@code ${name.member}} ({@code
 * ${name.list.0.member}} inside a list); those of the last answer are {@code ${answer.member}}.
 * {@code given sql …} is for the passing of time. {@code then nothing} says that no event follows.
 */
record EventScript(List<Scenario> scenarios, List<Note> notes) {
  /** A line that stands alone: why a route or a type has no scenario. */
  record Note(Kind kind, String subject, String reason) {
    enum Kind {
      SILENT,
      PENDING,
      ELSEWHERE
    }
  }

  /**
   * What is done and what follows.
   *
   * @param route method and pattern, as the access table has them
   * @param given steps that prepare
   * @param when the request
   * @param then type, source and data of each event, in order
   */
  record Scenario(String file, String route, List<String> given, String when, List<String> then) {
    @Override
    public String toString() {
      return file + ": " + when;
    }
  }

  /** Reads all files. */
  static EventScript load() {
    EventScript all = new EventScript(new ArrayList<>(), new ArrayList<>());
    try (Stream<Path> files =
        Files.list(
            Path.of(Objects.requireNonNull(EventScript.class.getResource("/events")).toURI()))) {
      for (Path file : files.sorted().toList()) {
        all.read(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }

  private void read(Path file) throws IOException {
    String route = "";
    List<String> given = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split("\\s+", 2);
      String rest = words.length > 1 ? words[1] : "";
      switch (words[0]) {
        case "", "#" -> given.clear();
        case "silent", "pending", "elsewhere" -> notes.add(note(words[0], rest));
        case "given" -> given.add(rest);
        case "when" ->
            scenarios.add(
                new Scenario(
                    file.getFileName().toString(),
                    route,
                    List.copyOf(given),
                    rest,
                    new ArrayList<>()));
        case "then" -> scenarios.getLast().then().add(rest);
        default -> route = line.strip();
      }
    }
  }

  private static Note note(String kind, String text) {
    String[] parts = text.split(": ", 2);
    if (parts.length < 2 || parts[1].isBlank()) {
      throw new IllegalArgumentException("no reason given: " + kind + " " + text);
    }
    return new Note(Note.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), parts[0], parts[1]);
  }

  /** The subjects of all notes of a kind. */
  List<String> subjects(Note.Kind kind) {
    return notes.stream().filter(note -> note.kind() == kind).map(Note::subject).toList();
  }
}
