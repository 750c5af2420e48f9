package dev.docstore.common.job;

/**
 * What a worker gets for a claim (spec 03 §5.6).
 *
 * @param requestToken the job's secret, shown only here
 * @param oidcTokenUrl where the secret buys an identity
 */
public record ClaimResponse(CiJob job, String requestToken, String oidcTokenUrl) {}
