package dev.docstore.common.ciyaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  @Test
  void compilesACheckToOneStage() {
    CiYaml yaml =
        (CiYaml)
            CiYamlParser.parse(
                """
                checks:
                - name: ci/test
                  image: alpine:3.22
                  env: {GREETING: 'say "hi" to $USER \\o/'}
                  secrets: [TOKEN]
                  steps:
                    - make
                    - |
                      echo "two
                      lines"
                """);

    assertThat(Dockerfile.of(yaml.checks().getFirst()).text())
        .isEqualTo(
            """
            FROM alpine:3.22
            ARG DOCSTORE_RUN
            ENV GREETING="say \\"hi\\" to \\$USER \\\\o/"
            USER 0:0
            WORKDIR /src
            COPY src/ /src/
            RUN --mount=type=secret,id=TOKEN,target=/run/secrets/TOKEN ["sh","-c","make"]
            RUN --mount=type=secret,id=TOKEN,target=/run/secrets/TOKEN ["sh","-c","echo \\"two\\nlines\\"\\n"]
            """);
  }

  @Test
  void wrapsCommandsByTheirNumber() {
    Dockerfile wrapped =
        Dockerfile.of(Check.of("a", "alpine", List.of("x", "y")))
            .wrapped((number, command) -> List.of("time" + number, command.getLast()));

    assertThat(wrapped.text())
        .startsWith("FROM alpine\n")
        .endsWith("RUN [\"time1\",\"x\"]\nRUN [\"time2\",\"y\"]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpine", "localhost/tiny", "a.example:5000/x/y@sha256:00", "Scratch"})
  void acceptsAnImageReference(String image) {
    assertThat(ImageReference.problem(image)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--platform=x", "a b", "a\nRUN evil", "$IMAGE", "a;b", " a"})
  void refusesWhatCouldBeAnotherInstruction(String image) {
    assertThat(ImageReference.problem(image)).isPresent();
  }
}
