package dev.docstore.common.ciyaml;

/**
 * A secret that a check may read (spec 03 §16.5).
 *
 * @param localName the name of its file below {@code /run/secrets}
 * @param repoName the name of the repo's secret
 */
public record SecretUse(String localName, String repoName) {}
