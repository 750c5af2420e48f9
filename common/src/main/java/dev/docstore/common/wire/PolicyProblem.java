package dev.docstore.common.wire;

/**
 * Why a merge policy does not compile (page 00 D2).
 *
 * @param path the policy's file
 * @param line counted from 1
 * @param column counted from 1; 0 if unknown
 * @param message what is wrong and, where that helps, what to write instead
 */
public record PolicyProblem(String path, int line, int column, String message) {}
