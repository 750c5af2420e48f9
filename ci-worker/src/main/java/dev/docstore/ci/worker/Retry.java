package dev.docstore.ci.worker;

import java.io.IOException;
import java.time.Duration;

/**
 * Repeats a call that did not get through: a broken connection or an answer of 500 and above.
 *
 * @param tries how often at most
 * @param firstPause before the second try; each further one waits twice as long
 */
record Retry(int tries, Duration firstPause) {
  /** One try of a call. */
  @FunctionalInterface
  interface Call {
    Http.Answer attempt() throws IOException, InterruptedException;
  }

  /** The first answer below 500, else what the last try gave. */
  Http.Answer run(Call call) throws IOException, InterruptedException {
    Duration pause = firstPause;
    for (int left = tries - 1; left > 0; left--) {
      try {
        Http.Answer answer = call.attempt();
        if (answer.status() < 500) {
          return answer;
        }
      } catch (IOException e) {
        // Worth another try; the last one speaks for all.
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
    }
    return call.attempt();
  }
}
