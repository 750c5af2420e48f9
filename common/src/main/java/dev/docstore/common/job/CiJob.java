package dev.docstore.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One CI job as clients see it (spec 03 §2.4, §16.2); token columns are never part of it.
 *
 * @param sequence the commit under test
 * @param triggerType {@code push}, {@code proposal}, {@code proposal_synchronized}, {@code
 *     schedule} or {@code manual}
 * @param permissions what the job's token may write beside its checks
 * @param attempt the attempt that its checks are reported as, from 1; 0 in an answer without it
 * @param checks the names of the checks to run; null means all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CiJob(
    String id,
    String repo,
    String branch,
    long sequence,
    JobStatus status,
    @Nullable Instant claimedAt,
    @Nullable Instant lastHeartbeatAt,
    @Nullable String workerPod,
    @Nullable String workerPodIp,
    @Nullable String logUrl,
    @Nullable String errorMessage,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String triggerType,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String triggerBranch,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable String triggerBaseBranch,
    @Nullable String triggerProposalId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable List<String> permissions,
    short attempt,
    @Nullable List<String> checks) {}
