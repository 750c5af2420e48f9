package dev.docstore.bench.row;

import dev.docstore.bench.contract.Target;
import dev.docstore.bench.http.Connection;
import dev.docstore.bench.measure.Load;
import java.io.IOException;

/** The cheapest request there is: what HTTP, the server's threads and this generator cost alone. */
final class HealthChecks implements RateRow.Workload {
  @Override
  public Load.Clients on(Target target) {
    byte[] request = target.requests().get("/healthz");
    return _ -> new Client(target.connect(), request);
  }

  private record Client(Connection connection, byte[] request) implements Load.Client {
    @Override
    public void once(int number) throws Exception {
      connection.exchange(request);
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
