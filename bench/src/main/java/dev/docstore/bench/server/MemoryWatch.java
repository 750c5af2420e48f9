package dev.docstore.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The most heap and memory that our server used since the last {@link #reset}: the heap by {@code
 * jstat}, ten times a second and with what is garbage already; resident memory as the kernel counts
 * it.
 */
public final class MemoryWatch implements AutoCloseable {
  /** Columns of {@code jstat -gc} that hold used kilobytes. */
  private static final List<String> USED = List.of("S0U", "S1U", "EU", "OU");

  private final long pid;
  private final Process jstat;
  private final AtomicLong peakHeap = new AtomicLong();

  private MemoryWatch(long pid, Process jstat) {
    this.pid = pid;
    this.jstat = jstat;
    Thread.ofPlatform().daemon().start(this::follow);
  }

  public static MemoryWatch of(OwnServer server) throws IOException {
    String pid = Long.toString(server.pid());
    return new MemoryWatch(
        server.pid(), new ProcessBuilder(Jdk.tool("jstat"), "-gc", pid, "100").start());
  }

  private void follow() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(jstat.getInputStream(), StandardCharsets.US_ASCII))) {
      List<String> titles = cells(lines.readLine());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long used = usedBytes(titles, cells(line));
        peakHeap.accumulateAndGet(used, Math::max);
      }
    } catch (IOException ended) {
      // The server is gone, or nobody watches any more.
    }
  }

  private static List<String> cells(@Nullable String line) {
    return line == null ? List.of() : Arrays.asList(line.strip().split("\\s+"));
  }

  /** A pool that the collector in use does not have is shown as a dash. */
  static long usedBytes(List<String> titles, List<String> cells) {
    double kilobytes = 0;
    for (int i = 0; i < titles.size() && i < cells.size(); i++) {
      if (USED.contains(titles.get(i)) && !cells.get(i).equals("-")) {
        kilobytes += Double.parseDouble(cells.get(i));
      }
    }
    return (long) (kilobytes * 1024);
  }

  /** Forgets both peaks; where the kernel does not allow it, resident memory keeps its own. */
  public void reset() {
    peakHeap.set(0);
    try {
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    } catch (IOException notHere) {
      // Another system, or not allowed: the peak then is that since the start.
    }
  }

  /** Bytes. */
  public long peakHeap() {
    return peakHeap.get();
  }

  /** Bytes; 0 where there is no {@code /proc}. */
  public long peakResident() {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    jstat.destroy();
  }
}
