package dev.docstore.server.web;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * Log records as lines of {@code key=value} (spec 01 §2.1, {@code LOG_FORMAT=text}); a value with
 * spaces or quotes stands in quotes. Stack traces follow on lines of their own.
 */
public final class KeyValueFormat implements StructuredLogFormatter<ILoggingEvent> {
  @Override
  public String format(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    add(line, "time", event.getInstant());
    add(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    add(line, "msg", event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        add(line, pair.key, pair.value);
      }
    } else {
      add(line, "logger", event.getLoggerName());
    }
    line.setCharAt(line.length() - 1, '\n');
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      StringWriter trace = new StringWriter();
      thrown.getThrowable().printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    return line.toString();
  }

  private static void add(StringBuilder line, String key, Object value) {
    line.append(key).append('=');
    String text = String.valueOf(value);
    boolean plain = !text.isEmpty() && text.chars().allMatch(KeyValueFormat::isPlain);
    if (plain) {
      line.append(text);
    } else {
      quote(line, text);
    }
    line.append(' ');
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c != '"' && c != '=' && c != '\\' && !Character.isISOControl(c);
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        line.append("\\u%04x".formatted((int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
