package dev.docstore.common.job;

import java.util.List;

/** Answer of {@code GET ci-jobs} (spec 03 §13.6). */
public record CiJobList(List<CiJob> jobs) {}
