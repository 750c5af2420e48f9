package dev.docstore.ci.oidc;

import dev.docstore.common.token.RequestToken;
import dev.docstore.testkit.TestDatabase;
import java.util.UUID;

/** A claimed job in the table, as the scheduler leaves it, and its token. */
record ClaimedJobRow(UUID id, RequestToken token) {
  static ClaimedJobRow insert(TestDatabase database, String repo, String branch, String trigger) {
    ClaimedJobRow row = new ClaimedJobRow(UUID.randomUUID(), RequestToken.random());
    database.execute(
        """
        insert into ci_jobs (id, repo, branch, sequence, status, claimed_at, trigger_type,
                             request_token, request_token_exp)
        values ('%s', '%s', '%s', 7, 'claimed', now(), '%s', '%s', now() + interval '1 day')
        """
            .formatted(row.id, repo, branch, trigger, row.token.hash()));
    return row;
  }
}
