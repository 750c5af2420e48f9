package dev.docstore.rego;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.ValType;

/**
 * All that the module can reach of the world: a clock that stands still, random numbers that are
 * always the same, an empty environment, and an output of which the end is kept for error messages.
 */
final class Wasi {

  private static final String NAMESPACE = "wasi_snapshot_preview1";
  private static final long SUCCESS = 0;
  private static final int OUTPUT_KEPT = 2_000;

  private long clockNanos;
  private SplittableRandom random = new SplittableRandom(0);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  /** From now on the clock shows this time, and random numbers start over. */
  void restart(Instant now) {
    clockNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    random = new SplittableRandom(0);
  }

  /** What the module wrote last, e.g. why it gave up. */
  String output() {
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  ImportValues imports() {
    ValType i32 = ValType.I32;
    return ImportValues.builder()
        .addFunction(
            function("random_get", List.of(i32, i32), this::randomGet),
            function("environ_get", List.of(i32, i32), (memory, arguments) -> SUCCESS),
            function("environ_sizes_get", List.of(i32, i32), Wasi::environSizesGet),
            function("clock_time_get", List.of(i32, ValType.I64, i32), this::clockTimeGet),
            function("fd_write", List.of(i32, i32, i32, i32), this::fdWrite),
            function("sched_yield", List.of(), (memory, arguments) -> SUCCESS),
            new HostFunction(
                NAMESPACE,
                "proc_exit",
                FunctionType.of(List.of(i32), List.of()),
                (instance, arguments) -> {
                  throw new TrapException("exit with status " + arguments[0]);
                }))
        .build();
  }

  private interface Call {
    long errno(Memory memory, int... arguments);
  }

  private static HostFunction function(String name, List<ValType> parameters, Call call) {
    return new HostFunction(
        NAMESPACE,
        name,
        FunctionType.of(parameters, List.of(ValType.I32)),
        (Instance instance, long... arguments) ->
            new long[] {
              call.errno(
                  instance.memory(), Arrays.stream(arguments).mapToInt(n -> (int) n).toArray())
            });
  }

  private long randomGet(Memory memory, int... arguments) {
    byte[] bytes = new byte[arguments[1]];
    random.nextBytes(bytes);
    memory.write(arguments[0], bytes);
    return SUCCESS;
  }

  private static long environSizesGet(Memory memory, int... arguments) {
    memory.writeI32(arguments[0], 0);
    memory.writeI32(arguments[1], 0);
    return SUCCESS;
  }

  private long clockTimeGet(Memory memory, int... arguments) {
    memory.writeLong(arguments[2], clockNanos);
    return SUCCESS;
  }

  private long fdWrite(Memory memory, int... arguments) {
    int written = 0;
    for (int i = 0; i < arguments[2]; i++) {
      int address = memory.readInt(arguments[1] + 8 * i);
      int length = memory.readInt(arguments[1] + 8 * i + 4);
      if (output.size() + length > OUTPUT_KEPT) {
        output.reset();
      }
      output.writeBytes(memory.readBytes(address, Math.min(length, OUTPUT_KEPT)));
      written += length;
    }
    memory.writeI32(arguments[3], written);
    return SUCCESS;
  }
}
