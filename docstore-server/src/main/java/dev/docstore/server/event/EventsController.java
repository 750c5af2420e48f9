package dev.docstore.server.event;

import dev.docstore.server.access.RepoCaller;
import dev.docstore.server.access.Roles;
import dev.docstore.server.access.Roles.Standing;
import dev.docstore.server.event.StreamRequest.Guard;
import dev.docstore.server.identity.Caller;
import dev.docstore.server.identity.JobStanding;
import dev.docstore.server.web.Query;
import dev.docstore.server.web.QueryParameter;
import dev.docstore.server.web.QueryType;
import dev.docstore.server.web.Responds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Events as they happen (spec 02 §10.6, §10.7). */
@RestController
class EventsController {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final EventStreams streams;
  private final Roles roles;
  private final JobStanding jobs;

  EventsController(EventStreams streams, Roles roles, JobStanding jobs) {
    this.streams = streams;
    this.roles = roles;
    this.jobs = jobs;
  }

  /** The events of a repo as they happen, as server-sent events. */
  @Responds(type = "text/event-stream", meaning = "Events until a side goes away.")
  @QueryParameter(
      name = "since_seq",
      type = QueryType.INTEGER,
      meaning =
          "Go on after the event of that number; 0 for everything retained. Absent: new events only.")
  @QueryParameter(name = "types", type = QueryType.LIST, meaning = "Only events of these types.")
  @GetMapping("/repos/{repo}/-/events")
  void ofRepo(
      RepoCaller caller,
      Query query,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      HttpServletResponse response)
      throws IOException {
    String repo = caller.repo().value();
    Guard guard = new Guard.OfRepo(repo, () -> mayStillRead(caller));
    streams.serve(StreamRequest.of(Optional.of(repo), query, lastEventId, guard), response);
  }

  private boolean mayStillRead(RepoCaller caller) {
    if (caller.caller() instanceof Caller.Job job && jobs.claimed(job.jobId()).isEmpty()) {
      return false;
    }
    Standing now = roles.standing(caller.caller(), caller.repo().value());
    return now.role().isPresent() && now.repoId().filter(id -> id == caller.repoId()).isPresent();
  }

  /** The events of all repos as they happen, as server-sent events. */
  @Responds(type = "text/event-stream", meaning = "Events until a side goes away.")
  @QueryParameter(name = "repo", meaning = "Only the events of that repo.")
  @QueryParameter(
      name = "since_seq",
      type = QueryType.INTEGER,
      meaning =
          "Go on after the event of that number; 0 for everything retained. Absent: new events only.")
  @QueryParameter(name = "types", type = QueryType.LIST, meaning = "Only events of these types.")
  @GetMapping("/events")
  void ofAll(
      Caller caller,
      Query query,
      @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, HttpRequestMethodNotSupportedException {
    // A HEAD would be handed to a GET's method, past the row of the access table, and never end.
    if (!request.getMethod().equals("GET")) {
      throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET"));
    }
    Guard guard = new Guard.OfAll(() -> roles.isGlobalAdmin(caller.identity()));
    streams.serve(StreamRequest.of(query.text("repo"), query, lastEventId, guard), response);
  }
}
