package dev.docstore.ci.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A storage for buildah with one image in it, made of the static busybox: no registry is asked. */
public final class BusyboxImage {
  /** The image's name. */
  public static final String NAME = "localhost/docstore-test/busybox";

  private static final String APPLETS = "sh cat ls id env sleep rm";

  private static final Path BUSYBOX = Path.of("/bin/busybox");

  private BusyboxImage() {}

  /** Whether this machine has what it takes; CI always does. */
  public static boolean canBeBuilt() {
    boolean buildah =
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "buildah")));
    return buildah && Files.isExecutable(BUSYBOX);
  }

  /** An engine whose storage, below that directory, holds the image. */
  public static BuildahEngine engine(Path root) throws IOException, InterruptedException {
    Path context = Files.createDirectories(root.resolve("base"));
    Files.copy(BUSYBOX, context.resolve("busybox"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox","sh","-c","for a in %s; do /bin/busybox ln -s busybox /bin/$a; done"]
        ENV PATH="/bin" OF_IMAGE="yes"
        """
            .formatted(APPLETS));
    assertThat(buildah(root, "bud", "--isolation", "chroot", "--tag", NAME, context.toString()))
        .isNotEmpty();
    return new BuildahEngine(Optional.of(root), environment());
  }

  /** What buildah prints for these arguments on that storage. */
  static List<String> buildah(Path root, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("buildah", "--storage-driver", "vfs"));
    command.addAll(List.of("--root", root.resolve("storage").toString()));
    command.addAll(List.of("--runroot", root.resolve("run").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
    return output;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "PATH", System.getenv("PATH"), "HOME", "/root", "DEV_CLAIM_TOKEN", "of-the-worker");
  }
}
