package dev.docstore.server.vcs;

import dev.docstore.common.name.BranchName;
import dev.docstore.common.name.ContentHash;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * SHA-256 of the tars of snapshots (spec 01 §21.3): computed once each by writing the tar to
 * nowhere, in the memory that {@link Archive} states.
 */
@Component
public class ArchiveChecksums {
  private static final int REMEMBERED = 1000;

  private final Snapshots snapshots;
  private final Archive archive;
  private final Map<Snapshot, ContentHash> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Snapshot, ContentHash> eldest) {
              return size() > REMEMBERED;
            }
          });

  ArchiveChecksums(Snapshots snapshots, Archive archive) {
    this.snapshots = snapshots;
    this.archive = archive;
  }

  /**
   * The checksum of {@code archive?branch=&at=}.
   *
   * @return empty when there is no such repo or branch
   * @throws IOException when the archive cannot be made
   */
  public Optional<ContentHash> of(String repo, String branch, long at) throws IOException {
    Optional<Snapshot> snapshot =
        snapshots.repoId(repo).flatMap(id -> snapshots.of(id, new BranchName(branch), at));
    if (snapshot.isEmpty()) {
      return Optional.empty();
    }
    ContentHash remembered = known.get(snapshot.get());
    if (remembered != null) {
      return Optional.of(remembered);
    }
    ContentHash computed = digest(snapshot.get());
    known.put(snapshot.get(), computed);
    return Optional.of(computed);
  }

  private ContentHash digest(Snapshot snapshot) throws IOException {
    MessageDigest sha256 = ContentHash.sha256();
    archive.write(
        snapshot,
        ArchiveFormat.TAR,
        new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    return ContentHash.ofDigest(sha256.digest());
  }
}
