package dev.docstore.ci.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.docstore.ci.scheduler.QueueState.Run;
import dev.docstore.common.http.RequestBody;
import dev.docstore.common.http.TextError;
import dev.docstore.common.job.CiJob;
import dev.docstore.common.job.JobStatus;
import dev.docstore.common.json.Json;
import dev.docstore.common.name.Names;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Manual runs, and how any run stands and ends before its time (spec 03 §5.2–5.4, page 00 E1). */
@RestController
class RunController {
  private record RunRequest(@Nullable String repo, @Nullable String branch, long headSequence) {}

  private record RunStarted(String runId) {}

  private record RunStatus(
      String runId,
      JobStatus status,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String error) {}

  private final Callers callers;
  private final JobQueue queue;
  private final QueueState state;
  private final LogProxy logs;
  private final SpentPods spentPods;

  RunController(
      Callers callers, JobQueue queue, QueueState state, LogProxy logs, SpentPods spentPods) {
    this.callers = callers;
    this.queue = queue;
    this.state = state;
    this.logs = logs;
    this.spentPods = spentPods;
  }

  @PostMapping("/run")
  ResponseEntity<byte[]> start(HttpServletRequest request) throws IOException {
    callers.require(request);
    RunRequest wish =
        RequestBody.read(request.getInputStream(), RequestBody.MAX_BYTES)
            .first(RunRequest.class, "invalid request body");
    String repo = wish.repo() == null ? "" : wish.repo();
    String branch = wish.branch() == null ? "" : wish.branch();
    if (repo.isEmpty() || branch.isEmpty()) {
      throw new TextError(400, "repo and branch are required");
    }
    Names.textProblem("repo", repo)
        .or(() -> Names.textProblem("branch", branch))
        .ifPresent(
            problem -> {
              throw new TextError(400, problem);
            });
    String id =
        queue
            .enqueue(List.of(NewJob.manual(repo, branch, wish.headSequence())))
            .getFirst()
            .toString();
    return ResponseEntity.status(201)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Json.line(new RunStarted(id)));
  }

  @GetMapping("/run/{id}")
  ResponseEntity<byte[]> status(@PathVariable String id, HttpServletRequest request) {
    callers.require(request);
    Run run = find(id);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            Json.line(new RunStatus(run.job().id(), run.job().status(), run.job().errorMessage())));
  }

  @PostMapping("/run/{id}/cancel")
  ResponseEntity<Void> cancel(@PathVariable String id, HttpServletRequest request) {
    String caller = callers.require(request);
    CiJob job = find(id).job();
    if (!queue.cancel(UUID.fromString(job.id()), caller)) {
      throw new TextError(409, "run is already over");
    }
    spentPods.jobEnded();
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/run/{id}/logs/{check}")
  void logs(
      @PathVariable String id,
      @PathVariable String check,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    callers.require(request);
    logs.answer(find(id), check, request, response);
  }

  private Run find(String id) {
    return state.find(id).orElseThrow(() -> new TextError(404, "run not found"));
  }
}
