package dev.docstore.common.settings;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process's flags and environment variables. Flags win; they are written {@code --name=value} or
 * {@code --name value} (one dash works too). An empty value counts as absent.
 *
 * <p>Each service reads it in exactly one place, into one record.
 */
public final class Settings {
  /**
   * A value that cannot be used: the message is the one line the process prints before it exits
   * with {@link #exitStatus()}.
   */
  public static final class BadSettingException extends RuntimeException {
    private final int exitStatus;

    public BadSettingException(String message) {
      this(message, 1);
    }

    private BadSettingException(String message, int exitStatus) {
      super(message);
      this.exitStatus = exitStatus;
    }

    /** 1 for a bad value, 2 for a command line that cannot be understood. */
    public int exitStatus() {
      return exitStatus;
    }
  }

  private final Map<String, String> flags;
  private final Map<String, String> environment;

  private Settings(Map<String, String> flags, Map<String, String> environment) {
    this.flags = flags;
    this.environment = environment;
  }

  /** From {@code main}'s arguments and the process environment. */
  public static Settings of(String[] args, Map<String, String> environment) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      String arg = args[i];
      if (!arg.startsWith("-")) {
        throw new BadSettingException("unexpected argument: " + arg, 2);
      }
      String flag = arg.startsWith("--") ? arg.substring(2) : arg.substring(1);
      int equals = flag.indexOf('=');
      if (equals >= 0) {
        flags.put(flag.substring(0, equals), flag.substring(equals + 1));
      } else if (i + 1 < args.length && !args[i + 1].startsWith("-")) {
        flags.put(flag, args[++i]);
      } else {
        flags.put(flag, "true");
      }
    }
    return new Settings(flags, Map.copyOf(environment));
  }

  /** Refuses flags that no setting is called. */
  public void allowOnlyFlags(String... known) {
    for (String flag : flags.keySet()) {
      if (!Set.of(known).contains(flag)) {
        throw new BadSettingException(
            "unknown flag: --" + flag + "; known are --" + String.join(", --", known), 2);
      }
    }
  }

  /** An environment variable. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A flag. */
  public Optional<String> flag(String name) {
    return Optional.ofNullable(flags.get(name)).filter(value -> !value.isEmpty());
  }

  /** A flag, else the variable. */
  public Optional<String> flagOrVariable(String flag, String variable) {
    return flag(flag).or(() -> variable(variable));
  }

  /** A variable that must be there: {@code NAME is required}. */
  public String required(String name) {
    return variable(name).orElseThrow(() -> new BadSettingException(name + " is required"));
  }

  /**
   * A variable that would open a door in production: refused on Cloud Run and in Kubernetes (page
   * 00 A5).
   */
  public Optional<String> developmentOnly(String name) {
    Optional<String> value = variable(name);
    if (value.isPresent()
        && (environment.containsKey("K_SERVICE")
            || environment.containsKey("KUBERNETES_SERVICE_HOST"))) {
      throw new BadSettingException(name + " is for development only; unset it here");
    }
    return value;
  }

  /** A TCP port: 0 (any free one) to 65535. */
  public static int port(String name, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every bad port.
    }
    throw new BadSettingException(name + " must be a port between 0 and 65535, not " + text);
  }

  /** Bytes in standard base64. */
  public static byte[] base64(String name, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new BadSettingException(name + " must be standard base64");
    }
  }
}
