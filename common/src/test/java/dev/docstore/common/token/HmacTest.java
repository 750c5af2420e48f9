package dev.docstore.common.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HmacTest {
  private static final byte[] KEY = "test-secret".getBytes(StandardCharsets.UTF_8);
  private static final String ARCHIVE =
      "7a0dfb3343567dabc3ef6717d0f2a7f91347a842afa087d8db8f0d4e6126ae41";

  /** Spec 01 §14.3. */
  @Test
  void signsArchives() {
    assertThat(Hmac.archiveSignature(KEY, "org/repo", "main", 42, 1_700_000_000))
        .isEqualTo(ARCHIVE);
  }

  @Test
  void anArchivesSignatureMatchesInAnyCaseAndNothingElse() {
    assertThat(matches("org/repo", "main", 42, ARCHIVE)).isTrue();
    assertThat(matches("org/repo", "main", 42, ARCHIVE.toUpperCase(Locale.ROOT))).isTrue();
    assertThat(matches("org/repo", "main", 43, ARCHIVE)).isFalse();
    assertThat(matches("org/repo", "mai", 42, ARCHIVE)).isFalse();
    assertThat(matches("org/rep", "main", 42, ARCHIVE)).isFalse();
    assertThat(matches("org/repo", "main", 42, ARCHIVE.substring(1))).isFalse();
    assertThat(matches("org/repo", "main", 42, "")).isFalse();
    assertThat(matches("org/repo", "main", 42, "ß")).isFalse();
  }

  /** Spec 02 §11.3. */
  @Test
  void signsWebhookBodies() {
    byte[] body =
        """
        {"id": "00000000-0000-4000-8000-000000000001", "data": {"repo": "acme/r", "author": \
        "alice@example.com", "branch": "main", "message": "a < b", "sequence": 7, "file_count": 1}, \
        "time": "2024-06-01T12:00:00Z", "type": "com.docstore.commit.created", "source": \
        "/repos/acme/r", "specversion": "1.0", "datacontenttype": "application/json"}"""
            .getBytes(StandardCharsets.UTF_8);
    assertThat(body).hasSize(334);
    String signature = Hmac.webhookSignature("my-hmac-secret", body);
    assertThat(signature)
        .isEqualTo("sha256=724cea9679362d8b5fcd1338dc2a2ad92f9e61baa8ac8e9d8820cf4b06966731");
    assertThat(Hmac.webhookSignatureMatches("my-hmac-secret", body, signature)).isTrue();
    assertThat(Hmac.webhookSignatureMatches("other", body, signature)).isFalse();
    assertThat(
            Hmac.webhookSignatureMatches(
                "my-hmac-secret", body, signature.toUpperCase(Locale.ROOT)))
        .isFalse();
  }

  private static boolean matches(String repo, String branch, long sequence, String signature) {
    return Hmac.archiveSignatureMatches(KEY, repo, branch, sequence, 1_700_000_000, signature);
  }
}
