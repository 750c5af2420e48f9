package dev.docstore.server.ci;

import dev.docstore.server.testing.SecuredServer;
import org.junit.jupiter.api.Test;

class PresignTest {
  private static final SecuredServer SERVER = SecuredServer.shared();

  private final String repo = SERVER.newRepo();
  private final String presign = "/repos/" + repo.replace("/", "%2F") + "/-/archive/presign";

  @Test
  void signsForAJobsIdentityToo() {
    SERVER.newJob(repo, "main", 0, "checks").api().post(presign, "").expect(200);
  }

  @Test
  void otherMethodsTakeTheOrdinaryRoute() {
    SERVER.admin().get(presign).expectError(404, "NOT_FOUND", "not found");
  }
}
