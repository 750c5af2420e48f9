package dev.docstore.server.ci;

import dev.docstore.server.blob.Buckets;
import dev.docstore.server.settings.ServerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LogConfiguration {
  @Bean
  LogStore logStore(ServerSettings settings) {
    return settings
        .logs()
        .bucket()
        .map(ServerSettings.LogBucket::name)
        .<LogStore>map(
            bucket ->
                new BucketLogStore(
                    Buckets.open("LOG_BUCKET", bucket, settings.storageEmulator()), bucket))
        .orElseGet(() -> new LocalLogStore(settings.logs().localDir()));
  }
}
