package dev.docstore.server.blob;

import dev.docstore.server.settings.ServerSettings;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BlobConfiguration {
  @Bean
  BlobStore blobStore(ServerSettings settings) throws IOException {
    return settings.blobs().gcs().isPresent()
        ? GcsBlobStore.open(settings.blobs().gcs().get().bucket(), settings.storageEmulator())
        : new LocalBlobStore(settings);
  }
}
