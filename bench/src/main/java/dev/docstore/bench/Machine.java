package dev.docstore.bench;

import dev.docstore.bench.measure.GeneratorCpu;
import dev.docstore.bench.server.OwnServer;
import java.io.IOException;
import java.util.Locale;

/** What figures were measured on: without it they say little. */
final class Machine {
  private Machine() {}

  static String describe(OwnServer server) throws IOException, InterruptedException {
    return String.format(
        Locale.ROOT,
        "measured on %d cores, %.0f GiB; %s %s; %s with fsync; server -Xmx%s; all on one machine",
        Runtime.getRuntime().availableProcessors(),
        GeneratorCpu.machineMemory() / (double) (1L << 30),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        server.folder().postgresVersion(),
        server.heap());
  }
}
