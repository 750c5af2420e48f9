package dev.docstore.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.settings.Settings.BadSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec 01 §2.1. */
class SettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"--port=1", "--port 1", "-port=1", "-port 1"})
  void aFlagIsWrittenInFourWays(String commandLine) {
    assertThat(of(Map.of(), commandLine.split(" ")).flag("port")).hasValue("1");
  }

  @Test
  void aFlagWinsOverItsVariable() {
    Map<String, String> environment = Map.of("PORT", "2");
    assertThat(of(environment, "--port=1").flagOrVariable("port", "PORT")).hasValue("1");
    assertThat(of(environment).flagOrVariable("port", "PORT")).hasValue("2");
    assertThat(of(environment, "--port=").flagOrVariable("port", "PORT")).hasValue("2");
  }

  @Test
  void aFlagAloneIsTrueAndAValueMayHoldAnEqualsSign() {
    Settings settings = of(Map.of(), "--verbose", "--url=http://x/?a=b", "--last");
    assertThat(settings.flag("verbose")).hasValue("true");
    assertThat(settings.flag("url")).hasValue("http://x/?a=b");
    assertThat(settings.flag("last")).hasValue("true");
  }

  @Test
  void anEmptyVariableIsAbsent() {
    Settings settings = of(Map.of("PORT", "", "HOST", "h"));
    assertThat(settings.variable("PORT")).isEmpty();
    assertThat(settings.required("HOST")).isEqualTo("h");
    assertThatThrownBy(() -> settings.required("PORT"))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("PORT is required");
  }

  @Test
  void aStrayWordIsNotUnderstood() {
    assertThatThrownBy(() -> of(Map.of(), "serve"))
        .isInstanceOfSatisfying(
            BadSettingException.class, e -> assertThat(e.exitStatus()).isEqualTo(2))
        .hasMessage("unexpected argument: serve");
  }

  @Test
  void knownFlagsPass() {
    Settings settings = of(Map.of(), "--port=1");
    settings.allowOnlyFlags("port", "host");
    assertThat(settings.flag("port")).hasValue("1");
  }

  @Test
  void aPortIsANumberInRange() {
    assertThat(Settings.port("PORT", "0")).isZero();
    assertThat(Settings.port("PORT", "65535")).isEqualTo(65535);
    for (String bad : new String[] {"-1", "65536", "http", ""}) {
      assertThatThrownBy(() -> Settings.port("PORT", bad))
          .isInstanceOf(BadSettingException.class)
          .hasMessage("PORT must be a port between 0 and 65535, not " + bad);
    }
  }

  @Test
  void bytesAreStandardBase64AndNeverRepeated() {
    assertThat(Settings.base64("KEY", "AQI=")).containsExactly(1, 2);
    assertThatThrownBy(() -> Settings.base64("KEY", "se_cret"))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("KEY must be standard base64");
  }

  private static Settings of(Map<String, String> environment, String... args) {
    return Settings.of(args, environment);
  }
}
