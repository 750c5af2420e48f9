package dev.docstore.server.policy;

import dev.docstore.rego.Limits;
import dev.docstore.rego.RegoEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine that evaluates policies, one for the process. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean(destroyMethod = "close")
  RegoEngine regoEngine() {
    return new RegoEngine(Limits.DEFAULT);
  }
}
