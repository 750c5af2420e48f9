package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import java.io.IOException;

/** Something that is timed, again and again, on one repo. */
interface Task {
  /** Makes a task for a repo. */
  interface Kind {
    /** May prepare the repo. */
    Task on(RepoClient client, FilledRepo repo) throws IOException;
  }

  /** Prepares the n-th time; not timed. */
  default void before(int n) throws IOException {}

  /** What is timed. */
  void run(int n) throws IOException;

  /**
   * Looks whether the n-th time did what it should; not timed.
   *
   * @throws WrongAnswerException when it did not
   */
  default void after(int n) throws IOException {}

  /** Does it all; returns how long the timed part took. */
  default double millis(int n) throws IOException {
    before(n);
    long begin = System.nanoTime();
    run(n);
    double millis = (System.nanoTime() - begin) / 1e6;
    after(n);
    return millis;
  }
}
