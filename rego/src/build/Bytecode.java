import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import run.endive.build.time.compiler.Config;
import run.endive.build.time.compiler.Generator;
import run.endive.compiler.InterpreterFallback;

/** Turns the WebAssembly module (first argument) into classes in a folder (second argument). */
class Bytecode {

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    if (Files.exists(folder)) {
      try (var old = Files.walk(folder)) {
        old.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
    Generator generator =
        new Generator(
            Config.builder()
                .withWasmFile(Path.of(arguments[0]))
                .withName("dev.docstore.rego.Rego")
                .withTargetClassFolder(folder)
                .withTargetWasmFolder(folder)
                // A function of more than 64 KiB of bytecode cannot be a method.
                .withInterpreterFallback(InterpreterFallback.SILENT)
                .withInterpretedFunctions(Set.of())
                .build());
    Set<Integer> interpreted = generator.generateResources();
    generator.generateMetaWasm(interpreted);
    System.out.println("interpreted functions: " + interpreted);
  }
}
