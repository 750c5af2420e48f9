package dev.docstore.common.ciyaml;

/**
 * What started a job, as {@code if} expressions see it (spec 03 §1.6). Unset values are {@code ""}.
 *
 * @param type one of the trigger types of {@code CiJob}
 */
public record Trigger(String type, String branch, String baseBranch, String proposalId) {}
