package dev.docstore.server.openapi;

import dev.docstore.server.DocStoreServer;
import dev.docstore.server.openapi.CodeFacts.Callee;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the code that a handler may run tells about its route: the methods it calls, those that may
 * stand in for them, and so on, as far as they are ours.
 */
final class ReachableCode {
  private static final String OURS = "dev/docstore/";

  /** What every error is made by and read with: following it would find all of them everywhere. */
  private static final Set<String> NOT_FOLLOWED =
      Set.of("dev/docstore/common/error/ErrorCode", "dev/docstore/server/web/ErrorHandler");

  private final Map<String, Optional<ClassModel>> classes = new HashMap<>();
  private final Map<Callee, Optional<CodeFacts>> facts = new HashMap<>();
  private final Map<String, List<String>> subtypes = new HashMap<>();

  ReachableCode() {
    for (String name : serverClasses()) {
      model(name)
          .ifPresent(
              model -> {
                model.superclass().ifPresent(of -> subtype(of.asInternalName(), name));
                model.interfaces().forEach(of -> subtype(of.asInternalName(), name));
              });
    }
  }

  /** What may happen from these methods on. */
  List<CodeFacts> from(Stream<Callee> roots) {
    List<CodeFacts> found = new ArrayList<>();
    Set<Callee> seen = new HashSet<>();
    Deque<Callee> open = new ArrayDeque<>(roots.toList());
    while (!open.isEmpty()) {
      Callee next = open.removeLast();
      if (!next.owner().startsWith(OURS) || isOutside(next) || !seen.add(next)) {
        continue;
      }
      Optional<CodeFacts> of = facts.computeIfAbsent(next, this::read);
      of.ifPresent(
          known -> {
            found.add(known);
            open.addAll(known.callees);
          });
      if (of.isEmpty()) {
        model(next.owner())
            .flatMap(ClassModel::superclass)
            .ifPresent(
                parent ->
                    open.add(new Callee(parent.asInternalName(), next.name(), next.descriptor())));
      }
      for (String subtype : subtypes.getOrDefault(next.owner(), List.of())) {
        open.add(new Callee(subtype, next.name(), next.descriptor()));
      }
    }
    return found;
  }

  /** A method as the root of a search. */
  static Callee root(Method method) {
    return new Callee(
        method.getDeclaringClass().getName().replace('.', '/'),
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .descriptorString());
  }

  private static boolean isOutside(Callee callee) {
    boolean answersItself =
        callee.owner().equals("dev/docstore/server/web/Errors")
            && !callee.descriptor().endsWith("DocStoreException;");
    return answersItself || NOT_FOLLOWED.contains(callee.owner());
  }

  private Optional<CodeFacts> read(Callee callee) {
    return model(callee.owner())
        .flatMap(model -> method(model, callee))
        .map(method -> CodeFacts.of(callee.owner(), method));
  }

  private static Optional<MethodModel> method(ClassModel model, Callee callee) {
    return model.methods().stream()
        .filter(method -> method.methodName().equalsString(callee.name()))
        .filter(method -> method.methodType().equalsString(callee.descriptor()))
        .findFirst();
  }

  private Optional<ClassModel> model(String internalName) {
    return classes.computeIfAbsent(internalName, ReachableCode::load);
  }

  private static Optional<ClassModel> load(String internalName) {
    try (InputStream in =
        ReachableCode.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
      return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void subtype(String of, String name) {
    if (of.startsWith(OURS)) {
      subtypes.computeIfAbsent(of, _ -> new ArrayList<>()).add(name);
    }
  }

  private static List<String> serverClasses() {
    Path root =
        Path.of(
            URI.create(
                DocStoreServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .filter(name -> name.startsWith(OURS))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
