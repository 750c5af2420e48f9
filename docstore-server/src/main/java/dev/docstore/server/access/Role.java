package dev.docstore.server.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** A role in a repo, from the least to the most (spec 01 §4.1). */
public enum Role {
  READER,
  WRITER,
  MAINTAINER,
  ADMIN;

  /** As in JSON and in the database: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role of that wire name. */
  public static Optional<Role> parse(String wireName) {
    for (Role role : values()) {
      if (role.wireName().equals(wireName)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
