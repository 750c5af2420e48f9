/**
 * HTTP as the contract has it: paths with slashes in names, JSON, query values, errors (spec 01
 * §1).
 */
@NullMarked
@ApplicationModule(allowedDependencies = "settings")
package dev.docstore.server.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
