package dev.docstore.ci.oidc;

import com.zaxxer.hikari.HikariDataSource;
import dev.docstore.common.job.ClaimedJobs;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What public-only mode leaves out: the token endpoint and the database behind it. */
@Configuration(proxyBeanMethods = false)
@Import(TokenController.class)
class Issuing {
  @Bean
  ClaimedJobs claimedJobs(HikariDataSource database) {
    return new ClaimedJobs(database);
  }

  @Bean
  IssuedTokens issuedTokens(HikariDataSource database) {
    return new IssuedTokens(JdbcClient.create(database));
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
