package dev.docstore.rego;

/**
 * Why a source file does not compile.
 *
 * @param path the file
 * @param line counted from 1
 * @param column counted from 1; 0 if unknown
 * @param message what is wrong and, where that helps, what to write instead
 */
public record Problem(String path, int line, int column, String message) {}
