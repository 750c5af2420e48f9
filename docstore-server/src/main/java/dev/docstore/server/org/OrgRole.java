package dev.docstore.server.org;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.docstore.common.error.DocStoreException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody is in an organisation (spec 01 §4.1). */
public enum OrgRole {
  MEMBER,
  OWNER;

  /** As in JSON and in the database: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a request's role; 400 for anything else. */
  static OrgRole parse(@Nullable String text) {
    for (OrgRole role : values()) {
      if (role.wireName().equals(text)) {
        return role;
      }
    }
    throw DocStoreException.badRequest("invalid role; must be 'owner' or 'member'");
  }
}
