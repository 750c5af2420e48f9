package dev.docstore.server.vcs;

import dev.docstore.server.testing.TestServer;
import java.util.ArrayList;
import java.util.List;

/** Collects what {@link ChainCheck} finds. */
final class Verified implements Findings {
  private final List<Damage> damages = new ArrayList<>();

  private Verified() {}

  static List<Damage> damages(TestServer server, long repoId) {
    Verified verified = new Verified();
    server.bean(ChainCheck.class).verify(repoId, verified);
    return verified.damages;
  }

  @Override
  public void extent(Extent extent) {}

  @Override
  public void damage(Damage damage) {
    damages.add(damage);
  }

  @Override
  public void alive() {}
}
