package dev.docstore.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

class DependencyPageTest {
  private static final String DIRECT =
      """
      //dependencies[not(parent::dependencyManagement)]/dependency
      [not(starts-with(groupId, 'dev.docstore'))]/artifactId | //plugin/artifactId
      """;

  @Test
  void saysWhatEveryDependencyIsFor() throws Exception {
    String page = Files.readString(Checkout.TOP.resolve("docs/dependencies.md"));
    SortedSet<String> artifacts = new TreeSet<>();
    for (Path pom : poms()) {
      artifacts.addAll(directArtifacts(pom));
    }

    assertThat(artifacts).contains("postgresql", "maven-surefire-plugin");
    assertThat(artifacts).allSatisfy(artifact -> assertThat(page).contains(shortName(artifact)));
  }

  private static Iterable<Path> poms() throws IOException {
    try (var paths = Files.find(Checkout.TOP, 2, (path, _) -> path.endsWith("pom.xml"))) {
      return paths.toList();
    }
  }

  private static SortedSet<String> directArtifacts(Path pom) throws Exception {
    var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(DIRECT, document.parse(pom.toFile()), XPathConstants.NODESET);
    SortedSet<String> names = new TreeSet<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      names.add(nodes.item(i).getTextContent());
    }
    return names;
  }

  /** The page writes the starters of Spring Boot in one line, by what follows their common name. */
  private static String shortName(String artifact) {
    return artifact.startsWith("spring-boot-starter-")
        ? artifact.substring("spring-boot-starter".length())
        : artifact;
  }
}
