package dev.docstore.rego;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.MemoryLimits;

/**
 * One instance of the engine's WebAssembly module with a memory of its own. Used by one thread at a
 * time; interrupting that thread ends a call. After a {@link SandboxFailure} it is of no use.
 */
final class Sandbox {

  private final Wasi wasi = new Wasi();
  private final long memoryBytes;
  private final Instance instance;
  private final Map<String, ExportFunction> functions = new HashMap<>();
  private final int outOfMemory;

  Sandbox(long memoryBytes) {
    this.memoryBytes = memoryBytes;
    int pages = Math.toIntExact(Math.ceilDiv(memoryBytes, Memory.PAGE_SIZE));
    this.instance =
        Instance.builder(Module.PARSED)
            .withImportValues(wasi.imports())
            .withMachineFactory(RegoMachine::new)
            .withMemoryFactory(
                limits -> new ByteArrayMemory(new MemoryLimits(limits.initialPages(), pages)))
            .withStart(false)
            .build();
    apply("_initialize");
    this.outOfMemory = (int) apply("out_of_memory_ptr")[0];
  }

  /** The module's types, tables and data; its code is the generated class. */
  private static final class Module {
    static final WasmModule PARSED = parse();

    private static WasmModule parse() {
      try (InputStream meta = Sandbox.class.getResourceAsStream("Rego.meta")) {
        if (meta == null) {
          throw new IllegalStateException("Rego.meta is missing: it is made by the build");
        }
        return Parser.parse(meta);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Sets the clock for what follows, and makes random numbers start over. */
  void restart(Instant now) {
    wasi.restart(now);
  }

  /** The memory it took so far; it never gives any back. */
  long memoryUsed() {
    return (long) instance.memory().pages() * Memory.PAGE_SIZE;
  }

  /** Calls a function that answers with a number. */
  int number(String function) {
    return (int) apply(function)[0];
  }

  /** Calls a function that answers with nothing. */
  void tell(String function, int argument) {
    apply(function, argument);
  }

  /** Calls a function that answers with a text: numbers first, then texts. */
  Answer ask(String function, int[] numbers, String... texts) {
    long[] arguments = new long[numbers.length + 2 * texts.length];
    int next = 0;
    for (int number : numbers) {
      arguments[next++] = number;
    }
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      arguments[next++] = bytes.length == 0 ? 0 : store(bytes);
      arguments[next++] = bytes.length;
    }
    int status = (int) apply(function, arguments)[0];
    return switch (status) {
      case 0 -> new Answer.Value(output());
      case 2 -> new Answer.Undefined();
      default -> new Answer.Refusal(output());
    };
  }

  private long store(byte[] bytes) {
    long address = apply("alloc", bytes.length)[0];
    instance.memory().write((int) address, bytes);
    return address;
  }

  private String output() {
    int address = (int) apply("out_ptr")[0];
    return instance.memory().readString(address, (int) apply("out_len")[0]);
  }

  private long[] apply(String function, long... arguments) {
    try {
      return functions.computeIfAbsent(function, instance::export).apply(arguments);
    } catch (WasmInterruptedException e) {
      throw new SandboxFailure(SandboxFailure.Kind.INTERRUPTED, "interrupted", e);
    } catch (OutOfMemoryError e) {
      throw new SandboxFailure(SandboxFailure.Kind.MEMORY, "the server has no memory left", e);
    } catch (StackOverflowError e) {
      throw stackExhausted(e);
    } catch (WasmEngineException | IndexOutOfBoundsException e) {
      throw failure(e);
    }
  }

  private SandboxFailure failure(RuntimeException trap) {
    if (outOfMemory != 0 && instance.memory().read(outOfMemory) != 0) {
      String message = "needed more than " + (memoryBytes >> 20) + " MiB of memory";
      return new SandboxFailure(SandboxFailure.Kind.MEMORY, message, trap);
    }
    String message = String.valueOf(trap.getMessage());
    if (message.contains("stack") || message.contains("out of bounds")) {
      // The module's own stack lies at the start of its memory: past its end there is no memory.
      return stackExhausted(trap);
    }
    String last = wasi.output();
    return new SandboxFailure(
        SandboxFailure.Kind.OTHER, last.isEmpty() ? message : message + ": " + last, trap);
  }

  private static SandboxFailure stackExhausted(Throwable cause) {
    return new SandboxFailure(SandboxFailure.Kind.STACK, "called functions too deeply", cause);
  }
}
