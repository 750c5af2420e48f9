package dev.docstore.server.ci;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.server.blob.Buckets;
import dev.docstore.server.testing.FakeGcs;
import dev.docstore.server.testing.FakeGcs.Fault;
import dev.docstore.server.testing.FakeGcs.Kind;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BucketLogStoreTest extends LogStoreContract {
  private final FakeGcs service = new FakeGcs();
  private final LogStore store =
      new BucketLogStore(
          Buckets.open("LOG_BUCKET", FakeGcs.BUCKET, Optional.of(service.url())), FakeGcs.BUCKET);

  @AfterEach
  void stop() {
    service.close();
  }

  @Override
  LogStore store() {
    return store;
  }

  @Override
  String address() {
    return "gs://" + FakeGcs.BUCKET + "/";
  }

  @Test
  void aRefusalOfTheServiceIsNoMissingLog() {
    service.fail(Kind.WHOLE_UPLOAD, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> store.put(KEY, new byte[1])).isInstanceOf(IOException.class);

    service.fail(Kind.READ, Fault.FORBIDDEN, 1);
    assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(IOException.class);
  }
}
