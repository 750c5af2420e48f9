package dev.docstore.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much of the machine this process takes: what the server under load cannot have. */
public final class GeneratorCpu {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long begin = System.nanoTime();
  private final long cpuAtBegin = SYSTEM.getProcessCpuTime();

  private GeneratorCpu() {}

  /** Begins to watch. */
  public static GeneratorCpu start() {
    return new GeneratorCpu();
  }

  /** The share of all processors since the start, 0 to 1. */
  public double share() {
    double wall = System.nanoTime() - begin;
    return (SYSTEM.getProcessCpuTime() - cpuAtBegin)
        / wall
        / Runtime.getRuntime().availableProcessors();
  }

  /** Memory of the machine, in bytes. */
  public static long machineMemory() {
    return SYSTEM.getTotalMemorySize();
  }
}
