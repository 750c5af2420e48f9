package dev.docstore.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ETagTest {
  @Test
  void matchesTheVectorsOfTheContract() {
    assertThat(ETag.of("default/default", "feat", "4").value())
        .isEqualTo("\"462de82b428565ec2682360d84a51c805f93c942970f89446b65ae6122ae1bfa\"");
    assertThat(ETag.of("prop-1", "1704164645000000000").value())
        .isEqualTo("\"8e5eb7aeed546cb6cd4318a7424686d4c863350fea1b3416e36ad8328d9c21a5\"");
  }
}
