package dev.docstore.bench.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Listens on a real socket and gives the answers that a test wrote down, byte for byte, one per
 * request; keeps what it was asked. An answer that says {@code Connection: close} or ends early
 * ends the connection.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("content-length: ([0-9]+)");

  private final ServerSocket listener;
  private final Queue<String> answers;
  private final List<String> requests = new ArrayList<>();
  private int connections;

  public ScriptedServer(String... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    this.listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
  }

  /** An answer with that body. */
  public static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  public Endpoint endpoint() {
    return Endpoint.of("http://127.0.0.1:" + listener.getLocalPort());
  }

  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized int connections() {
    return connections;
  }

  private void serve() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connected();
        Thread.ofPlatform().daemon().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void answer(Socket accepted) {
    try (Socket socket = accepted) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        String answer = answerTo(request(in));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        open = !answer.contains("Connection: close");
      }
    } catch (IOException gone) {
      // So is the client.
    }
  }

  private synchronized void connected() {
    connections++;
  }

  private synchronized String answerTo(String request) {
    requests.add(request);
    return answers.isEmpty() ? "HTTP/1.1 500 \r\nConnection: close\r\n\r\n" : answers.remove();
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("gone");
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return head + new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
