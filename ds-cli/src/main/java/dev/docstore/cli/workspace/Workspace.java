package dev.docstore.cli.workspace;

import dev.docstore.cli.console.Failure;
import dev.docstore.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** A directory that holds a branch's files and knows where they came from. */
public final class Workspace {
  private static final String NONE = "not a docstore workspace (run 'ds init' first)";

  private final Path root;
  private final Path metadata;

  private Workspace(Path root, Layout layout) {
    this.root = root;
    this.metadata = layout.in(root);
  }

  /** The directory, whether or not it is a workspace yet. */
  public static Workspace at(Path root) {
    return new Workspace(root, Layout.of(root));
  }

  public Path root() {
    return root;
  }

  /** Where the workspace keeps its own files. */
  public Path metadata() {
    return metadata;
  }

  /** Where a sync collects content before it touches any file. */
  public Path staging() {
    return metadata.resolve(Layout.STAGING);
  }

  /** Whether there is a configuration that can be read as a file. */
  public boolean exists() {
    return readConfigText().isPresent();
  }

  /** The configuration, or the failure that says there is none or that it is corrupt. */
  public Config config() {
    String text = readConfigText().orElseThrow(() -> Failure.of(NONE));
    try {
      return Optional.ofNullable(Json.read(text, Config.class))
          .orElseThrow(() -> Failure.of("corrupt config: it is empty"));
    } catch (JacksonException e) {
      throw Failure.of("corrupt config: " + e.getOriginalMessage());
    }
  }

  /** The configuration if it is readable; for commands that need only the remote. */
  public Optional<Config> configIfReadable() {
    try {
      return readConfigText().map(text -> Json.read(text, Config.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private Optional<String> readConfigText() {
    try {
      return Optional.of(Files.readString(metadata.resolve(Layout.CONFIG)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The failure of a command that needs a workspace or a remote and has neither. */
  public static Failure missing() {
    return Failure.of(NONE);
  }

  /** What was recorded; empty when nothing was yet. */
  public State state() throws IOException {
    try {
      byte[] json = Files.readAllBytes(metadata.resolve(Layout.STATE));
      String text = new String(json, StandardCharsets.UTF_8);
      return Optional.ofNullable(Json.read(text, StateFile.class))
          .map(StateFile::toState)
          .orElseGet(State::empty);
    } catch (NoSuchFileException e) {
      return State.empty();
    } catch (JacksonException e) {
      throw Failure.of("corrupt state: " + e.getOriginalMessage());
    }
  }

  public void save(Config config) throws IOException {
    JsonFile.write(metadata.resolve(Layout.CONFIG), config);
  }

  public void save(State state) throws IOException {
    JsonFile.write(metadata.resolve(Layout.STATE), StateFile.of(state));
  }

  /** Keeps every other {@code ds} from changing this workspace until it is closed. */
  public WorkspaceLock lock() throws IOException {
    return WorkspaceLock.take(metadata.resolve(Layout.LOCK));
  }

  /** The files on disk. */
  public Scan scan(State state) throws IOException {
    return Scan.of(root, state.files());
  }
}
