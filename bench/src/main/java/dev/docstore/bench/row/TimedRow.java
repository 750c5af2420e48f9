package dev.docstore.bench.row;

import dev.docstore.bench.contract.FilledRepo;
import dev.docstore.bench.contract.RepoClient;
import dev.docstore.bench.contract.Target;
import dev.docstore.bench.measure.Figure;
import dev.docstore.bench.measure.GeneratorCpu;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something takes, done by one client again and again on a repo of its own.
 *
 * @param files in the repo
 * @param repeats that count; a third as many come before them
 */
record TimedRow(String name, String title, double goal, int files, int repeats, Task.Kind kind)
    implements Row {
  @Override
  public Unit unit() {
    return Unit.MILLISECONDS;
  }

  @Override
  public Figure measure(Target target, Pace pace) throws Exception {
    int counted = pace.repeats(repeats);
    int warmUps = Math.max(2, counted / 3);
    FilledRepo repo = FilledRepo.create(target, files);
    try (RepoClient client = repo.client(target)) {
      Task task = kind.on(client, repo);
      for (int n = 0; n < warmUps; n++) {
        task.millis(n);
      }
      GeneratorCpu cpu = GeneratorCpu.start();
      List<Double> times = new ArrayList<>();
      for (int n = 0; n < counted; n++) {
        times.add(task.millis(warmUps + n));
      }
      return Figure.of(times, cpu.share());
    }
  }
}
