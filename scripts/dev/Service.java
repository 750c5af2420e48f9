import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program to run: its jar, what it is told, and where it shows that it works. */
record Service(
    String name, Path jar, List<String> javaOptions, Map<String, String> environment, Health health) {
  /** Where to ask: 200 is health, or any answer at all. */
  record Health(URI uri, boolean anyAnswer) {
    @Override
    public String toString() {
      return uri.toString();
    }
  }

  boolean isHealthy() {
    try {
      var connection = (HttpURLConnection) health.uri().toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(2000);
      return connection.getResponseCode() == 200 || health.anyAnswer();
    } catch (IOException notYet) {
      return false;
    }
  }
}
