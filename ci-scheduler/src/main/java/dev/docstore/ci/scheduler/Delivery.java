package dev.docstore.ci.scheduler;

import dev.docstore.common.event.Event;
import dev.docstore.common.http.RequestBody;
import dev.docstore.common.http.TextError;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.Names;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A webhook delivery, as far as it matters to the queue (spec 03 §4, §5.1, page 00 E2). */
sealed interface Delivery {
  /** A branch got a new head: by a commit, a merge into it, or a rebase. */
  record Push(String repo, String branch, long sequence, Optional<String> eventId)
      implements Delivery {}

  /** A proposal was opened. */
  record Opened(
      String repo,
      String branch,
      String baseBranch,
      String proposalId,
      long sequence,
      Optional<String> eventId)
      implements Delivery {}

  /** Anything else: taken and ignored, so that the server may invent types. */
  record Other() implements Delivery {}

  /** The CloudEvents envelope. */
  record Envelope(@Nullable String type, @Nullable JsonNode id, @Nullable JsonNode data) {}

  /** The members of all events that are looked at. */
  record Data(
      @Nullable String repo,
      @Nullable String branch,
      @Nullable String baseBranch,
      @Nullable String proposalId,
      long sequence,
      long newHeadSequence) {}

  /** Reads a body, or refuses it with the pinned texts. */
  static Delivery parse(RequestBody body) {
    Envelope envelope = body.whole(Envelope.class, "invalid cloudevent body");
    String type = envelope.type() == null ? "" : envelope.type();
    return type.startsWith(Event.TYPE_PREFIX)
        ? parse(type.substring(Event.TYPE_PREFIX.length()), envelope)
        : new Other();
  }

  private static Delivery parse(String type, Envelope envelope) {
    return switch (type) {
      case "commit.created" -> {
        Data data = data(envelope);
        yield new Push(repo(data), branch(data), data.sequence(), eventId(envelope));
      }
      case "branch.merged" -> {
        Data data = data(envelope);
        yield new Push(repo(data), "main", data.sequence(), eventId(envelope));
      }
      case "branch.rebased" -> {
        Data data = data(envelope);
        yield new Push(repo(data), branch(data), data.newHeadSequence(), eventId(envelope));
      }
      case "proposal.opened" -> {
        Data data = data(envelope);
        yield new Opened(
            repo(data),
            branch(data),
            storable(data.baseBranch()),
            storable(data.proposalId()),
            data.sequence(),
            eventId(envelope));
      }
      default -> new Other();
    };
  }

  private static Data data(Envelope envelope) {
    JsonNode node = envelope.data();
    if (node == null || (!node.isObject() && !node.isNull())) {
      throw new TextError(400, "invalid event data");
    }
    try {
      Data data =
          Json.MAPPER.treeToValue(
              node.isNull() ? Json.MAPPER.createObjectNode() : node, Data.class);
      if (storable(data.repo()).isEmpty() || storable(data.branch()).isEmpty()) {
        throw new TextError(400, "missing repo or branch in event data");
      }
      return data;
    } catch (JacksonException e) {
      throw new TextError(400, "invalid event data", e);
    }
  }

  private static String repo(Data data) {
    return storable(data.repo());
  }

  private static String branch(Data data) {
    return storable(data.branch());
  }

  /** No name of ours is longer or holds such characters; the database would not take them. */
  private static String storable(@Nullable String text) {
    String value = text == null ? "" : text;
    if (Names.textProblem("name", value).isPresent()) {
      throw new TextError(400, "invalid event data");
    }
    return value;
  }

  /** An event without a usable id makes a job each time it comes. */
  private static Optional<String> eventId(Envelope envelope) {
    JsonNode id = envelope.id();
    return id != null && id.isString() && Names.textProblem("id", id.asString()).isEmpty()
        ? Optional.of(id.asString()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }
}
