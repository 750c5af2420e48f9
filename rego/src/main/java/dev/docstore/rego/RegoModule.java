package dev.docstore.rego;

/**
 * One Rego source file.
 *
 * @param path where it lies in its repo; problems name it, and policies are ordered by it
 * @param source its text, Rego v1
 */
public record RegoModule(String path, String source) {}
