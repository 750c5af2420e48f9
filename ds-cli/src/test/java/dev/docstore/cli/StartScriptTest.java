package dev.docstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell script in front of the jar, with programs that only pretend to be Java. */
class StartScriptTest {
  private static final Path SCRIPT = Path.of("src/main/sh/ds-stub.sh").toAbsolutePath();

  @TempDir Path directory;

  private String java(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = home.resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\necho " + name + " \"$LC_ALL\" \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home.toString();
  }

  private static String run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/bin/sh", SCRIPT.toString(), "commit", "-m", "two words"));
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }

  @Test
  void runsTheJavaThatWasNamedForIt() throws Exception {
    String named = java("named", "25.0.3");
    String other = java("other", "26");
    String output = run(Map.of("DS_JAVA_HOME", named, "JAVA_HOME", other));
    assertThat(output).startsWith("0 named ").endsWith("-jar " + SCRIPT + " commit -m two words\n");
  }

  @Test
  void passesOverAJavaThatIsTooOld() throws Exception {
    String old = java("old", "17.0.15");
    String young = java("young", "25");
    assertThat(run(Map.of("DS_JAVA_HOME", old, "JAVA_HOME", young))).startsWith("0 young ");
  }

  @Test
  void seesToALocaleThatCanHoldEveryName() throws Exception {
    String home = java("home", "25");
    assertThat(run(Map.of("JAVA_HOME", home))).startsWith("0 home C.UTF-8 ");
    assertThat(run(Map.of("JAVA_HOME", home, "LC_ALL", "de_DE.utf8")))
        .startsWith("0 home de_DE.utf8 ");
  }
}
