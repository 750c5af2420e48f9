package dev.docstore.ci.scheduler;

import java.io.IOException;
import java.util.List;

/**
 * Has the schedules of all repos read. That is needed once, with a new subscription: it tells
 * nothing of what was on {@code main} before.
 */
record AllRepos(Repos repos, Schedules schedules) implements Registration.Backlog {
  @Override
  public void read() throws IOException {
    List<String> names = repos.names("");
    while (!names.isEmpty()) {
      schedules.changed(names);
      names = repos.names(names.getLast());
    }
  }
}
