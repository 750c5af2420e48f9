package dev.docstore.common.ciyaml;

/** What reading a {@code ci.yaml} gives: the configuration, or everything that is wrong with it. */
public sealed interface CiYamlOutcome permits CiYaml, CiYamlProblems {}
