package dev.docstore.server.vcs;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.name.BranchName;
import dev.docstore.server.access.RepoCaller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The flag that asks for a branch to be merged as soon as it may be (spec 01 §8.6, 02 §9.1). */
@RestController
@RequestMapping("/repos/{repo}/-/branch/{branch}/auto-merge")
class AutoMergeController {
  private final BranchLife life;

  AutoMergeController(BranchLife life) {
    this.life = life;
  }

  /** Arms auto-merge: the branch merges as soon as nothing stands in the way. */
  @PostMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void enable(
      RepoCaller caller,
      @PathVariable String branch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    life.setAutoMerge(caller, named(branch, "enable"), true, ifMatch);
  }

  /** Disarms auto-merge. */
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disable(
      RepoCaller caller,
      @PathVariable String branch,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
    life.setAutoMerge(caller, named(branch, "disable"), false, ifMatch);
  }

  private static BranchName named(String branch, String verb) {
    BranchName name = new BranchName(branch);
    if (name.isMain()) {
      throw DocStoreException.badRequest("cannot " + verb + " auto-merge on branch 'main'");
    }
    return name;
  }
}
