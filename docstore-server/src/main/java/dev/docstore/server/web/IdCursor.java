package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The cursor of a list whose entries have ids: where an id stands in the list is only known while
 * its entry is there.
 */
public final class IdCursor {
  private IdCursor() {}

  /**
   * A page, which a client may take for the end of the list when it is empty. So it is asked then
   * whether the cursor names anything.
   *
   * @throws DocStoreException 400 {@code invalid pagination cursor}
   */
  public static <T> List<T> page(Optional<UUID> after, List<T> page, Predicate<UUID> exists) {
    if (page.isEmpty() && after.isPresent() && !exists.test(after.get())) {
      throw unknown();
    }
    return page;
  }

  /** The refusal of a cursor that names no entry. */
  public static DocStoreException unknown() {
    return DocStoreException.badRequest("invalid pagination cursor");
  }
}
