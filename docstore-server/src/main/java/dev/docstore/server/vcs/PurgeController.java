package dev.docstore.server.vcs;

import dev.docstore.common.wire.PurgeRequest;
import dev.docstore.common.wire.PurgeResponse;
import dev.docstore.server.access.RepoCaller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Getting rid of branches that ended long ago (spec 01 §16, page 00 B11). */
@RestController
class PurgeController {
  private final Purge purge;

  PurgeController(Purge purge) {
    this.purge = purge;
  }

  /** Deletes branches that ended long ago, with everything that belongs to them alone. */
  @PostMapping("/repos/{repo}/-/purge")
  PurgeResponse purge(RepoCaller caller, @RequestBody PurgeRequest body) {
    return purge.run(caller, PurgeAge.parse(body.olderThan()), body.dryRun());
  }
}
