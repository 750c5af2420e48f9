package dev.docstore.common.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to an organisation (spec 01 §5.2). Its token is told once, when it is made, and
 * never again.
 *
 * @param email the identity that may accept it
 * @param acceptedAt omitted while it is open
 */
public record OrgInvite(
    String id,
    String org,
    String email,
    String role,
    String invitedBy,
    Instant expiresAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant acceptedAt,
    Instant createdAt) {}
