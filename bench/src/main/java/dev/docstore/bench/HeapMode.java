package dev.docstore.bench;

import dev.docstore.bench.contract.LargeFile;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Table;
import dev.docstore.bench.server.MemoryWatch;
import dev.docstore.bench.server.OwnServer;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much memory a server needs for a file that is twice its heap, and how fast it moves it. */
record HeapMode(Target target, boolean quick, Optional<OwnServer> server) {
  private static final long MEGABYTE = 1L << 20;

  /** What is done with the large file. */
  private interface Work {
    void run() throws IOException;
  }

  void run() throws IOException {
    LargeFile file = new LargeFile("large.bin", quick ? 128 : 1024);
    String hash = file.hash();
    Table table =
        new Table().column("1 file of " + file.size() / MEGABYTE + " MiB", 24).column("MiB/s", 8);
    table.column("peak heap, MiB", 14).column("peak resident, MiB", 18);
    System.out.println("\n" + table.head());
    try (MemoryWatch watch = server.isPresent() ? MemoryWatch.of(server.get()) : null;
        RepoClient client = target.client(target.newRepo())) {
      measure(table, "upload as multipart", file, watch, () -> file.commit(client));
      measure(table, "read raw", file, watch, () -> expect(hash, file.readBack(client)));
      measure(table, "read as archive", file, watch, () -> archive(client, file));
    }
  }

  private static void measure(
      Table table, String title, LargeFile file, @Nullable MemoryWatch watch, Work work)
      throws IOException {
    if (watch != null) {
      watch.reset();
    }
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.println(
        table.line(
            title,
            String.format(Locale.ROOT, "%.0f", (double) file.size() / MEGABYTE / seconds),
            watch == null ? "not ours" : Long.toString(watch.peakHeap() / MEGABYTE),
            watch == null ? "not ours" : Long.toString(watch.peakResident() / MEGABYTE)));
  }

  private static void archive(RepoClient client, LargeFile file) throws IOException {
    long length = client.drain(client.read("archive?branch=main"));
    // A header and two closing blocks; the size is a multiple of a block.
    expect(Long.toString(file.size() + 3 * 512), Long.toString(length));
  }

  private static void expect(String expected, String got) throws IOException {
    if (!expected.equals(got)) {
      throw new IOException("wrong answer: expected " + expected + ", got " + got);
    }
  }
}
