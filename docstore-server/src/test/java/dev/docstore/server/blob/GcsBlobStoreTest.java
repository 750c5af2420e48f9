package dev.docstore.server.blob;

import static dev.docstore.server.testing.FakeGcs.BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.name.ContentHash;
import dev.docstore.common.settings.Settings.BadSettingException;
import dev.docstore.server.testing.FakeGcs;
import dev.docstore.server.testing.FakeGcs.Fault;
import dev.docstore.server.testing.FakeGcs.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real client against a server that speaks the service's protocol. */
class GcsBlobStoreTest extends BlobStoreContract {
  private final FakeGcs service = new FakeGcs();
  private BlobStore store;

  @BeforeEach
  void open() {
    store = open(BUCKET, service.url());
  }

  private static BlobStore open(String bucket, URI url) {
    return GcsBlobStore.open(bucket, Optional.of(url));
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Override
  BlobStore store() {
    return store;
  }

  @Override
  Stream<String> names() {
    return service.objects().keySet().stream();
  }

  @Test
  void aSmallContentIsOneRequestAndALargeOneASession() throws IOException {
    put(BYTES);
    put(random(5 << 20));
    assertThat(service.requests())
        .containsExactly(
            Kind.LIST, Kind.WHOLE_UPLOAD, Kind.SESSION, Kind.CHUNK, Kind.CHUNK, Kind.CHUNK);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "BREAKS_HALFWAY", "ANSWER_LOST"})
  void goesOnWithAnUploadThatIsDisturbed(Fault fault) throws IOException {
    byte[] bytes = random((5 << 20) + 1);
    service.fail(Kind.CHUNK, fault, 2);

    put(bytes);

    assertThat(service.objects().get(ContentHash.of(bytes).hex())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "ANSWER_LOST"})
  void repeatsAnUploadOfOneRequest(Fault fault) throws IOException {
    service.fail(Kind.WHOLE_UPLOAD, fault, 2);
    put(BYTES);
    assertThat(service.objects().get(KEY.hex())).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "BREAKS_HALFWAY", "ANSWER_LOST"})
  void goesOnReadingWhereItWasInterrupted(Fault fault) throws IOException {
    byte[] bytes = random(3 << 20);
    put(bytes);
    service.fail(Kind.READ, fault, 2);

    assertThat(read(ContentHash.of(bytes), 7)).hasSize((3 << 20) - 7);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "ANSWER_LOST"})
  void movesAndDeletesInSpiteOfDisturbances(Fault fault) throws IOException {
    ContentHash temporary = ContentHash.of(new byte[] {1});
    store.put(temporary, new ByteArrayInputStream(BYTES));
    service.fail(Kind.REWRITE, fault, 1);
    service.fail(Kind.DELETE, fault, 1);
    store.move(temporary, KEY);
    assertThat(names()).containsExactly(KEY.hex());

    service.fail(Kind.DELETE, fault, 1);
    store.delete(KEY);
    assertThat(names()).isEmpty();
  }

  @Test
  void saysWhatFailedWhenPermissionIsTaken() {
    service.fail(Kind.WHOLE_UPLOAD, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> put(BYTES))
        .isInstanceOf(BlobStoreException.class)
        .hasMessage("blob " + KEY + " was not stored");

    service.fail(Kind.CHUNK, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> put(random(5 << 20))).isInstanceOf(BlobStoreException.class);

    service.fail(Kind.READ, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(BlobStoreException.class);

    service.fail(Kind.REWRITE, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> store.move(KEY, ContentHash.of(new byte[0])))
        .isInstanceOf(BlobStoreException.class);

    service.fail(Kind.DELETE, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(BlobStoreException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void aBucketThatCannotBeUsedStopsTheStart() {
    assertThatThrownBy(() -> open("elsewhere", service.url()))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(
            "the bucket elsewhere (DOCSTORE_BLOB_BUCKET) cannot be used:"
                + " The specified bucket does not exist.");

    service.fail(Kind.LIST, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> open(BUCKET, service.url()))
        .isInstanceOf(BadSettingException.class)
        .hasMessageEndingWith("cannot be used: no permission");
  }
}
