package dev.docstore.server.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Javadoc of our sources: the one place where objects and routes are explained. */
final class SourceDocs {
  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java"), Path.of("../common/src/main/java"));

  private final Map<String, String> texts = new HashMap<>();

  SourceDocs() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Reader(trees).scan(new TreePath(unit), null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of a package. */
  Optional<String> of(String packageName) {
    return Optional.ofNullable(texts.get(packageName));
  }

  /** What is said of a type. */
  Optional<String> of(Class<?> type) {
    return of(type.getName());
  }

  /** What is said of a record's component. */
  Optional<String> of(Class<?> record, String component) {
    return of(record.getName() + "@" + component);
  }

  /** What is said of a method; of several of one name, the one with as many parameters. */
  Optional<String> of(Method method) {
    return of(
        method.getDeclaringClass().getName()
            + "#"
            + method.getName()
            + "/"
            + method.getParameterCount());
  }

  private static List<Path> sources() {
    return SOURCES.stream().flatMap(SourceDocs::javaFiles).toList();
  }

  private static Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Reader extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private String scope = "";

    Reader(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitPackage(PackageTree tree, Void nothing) {
      scope = tree.getPackageName().toString();
      note(scope);
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      String outer = scope;
      boolean nested = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
      scope = outer + (nested ? "$" : ".") + tree.getSimpleName();
      note(scope);
      super.visitClass(tree, null);
      scope = outer;
      return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      note(scope + "#" + tree.getName() + "/" + tree.getParameters().size());
      return null;
    }

    private void note(String key) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      texts.put(key, text(comment.getFullBody()));
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree parameter) {
          texts.put(key + "@" + parameter.getName(), text(parameter.getDescription()));
        }
      }
    }
  }

  private static String text(List<? extends DocTree> trees) {
    return trees.stream()
        .map(SourceDocs::text)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String text(DocTree tree) {
    return switch (tree) {
      case TextTree text -> text.getBody();
      case LiteralTree literal -> "`" + literal.getBody().getBody() + "`";
      case LinkTree link -> "`" + link.getReference() + "`";
      default -> " ";
    };
  }
}
