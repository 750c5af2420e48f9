package dev.docstore.server.blob;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import dev.docstore.common.settings.Settings.BadSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Opens buckets of Google Cloud Storage. */
public final class Buckets {
  /** A request waits for this long in total while the service is unavailable. */
  private static final RetrySettings PATIENCE =
      RetrySettings.newBuilder()
          .setInitialRetryDelayDuration(Duration.ofMillis(100))
          .setRetryDelayMultiplier(2)
          .setMaxRetryDelayDuration(Duration.ofSeconds(5))
          .setTotalTimeoutDuration(Duration.ofSeconds(30))
          .build();

  private Buckets() {}

  /**
   * A client with the credentials of the environment, or of an emulator without any.
   *
   * @param variable the setting that names the bucket
   * @throws BadSettingException when the bucket cannot be listed: better at the start than at the
   *     first use
   */
  public static Storage open(String variable, String bucket, Optional<URI> emulator) {
    StorageOptions.Builder options =
        StorageOptions.http()
            .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
            .setRetrySettings(PATIENCE)
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout(10_000)
                    .setReadTimeout(30_000)
                    .build());
    emulator.ifPresent(
        url ->
            options
                .setHost(url.toString())
                .setProjectId("emulator")
                .setCredentials(NoCredentials.getInstance()));
    try {
      Storage storage = options.build().getService();
      storage.list(bucket, BlobListOption.pageSize(1));
      return storage;
    } catch (RuntimeException e) {
      throw new BadSettingException(
          "the bucket %s (%s) cannot be used: %s".formatted(bucket, variable, e.getMessage()));
    }
  }
}
