package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Answers in the contract's words for a body that breaks off or is no sound sequence of chunks
 * (spec 01 §1.2). Once reading has failed like this, the container lets no handler write, and would
 * send a page of its own.
 */
final class BrokenBodyValve extends ValveBase {
  private final Errors errors;

  BrokenBodyValve(Errors errors) {
    super(true);
    this.errors = errors;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (response.getStatus() == 400
        && response.isErrorReportRequired()
        && !response.isCommitted()
        && response.setErrorReported()) {
      response.setSuspended(false);
      response.reset();
      errors.write(response, DocStoreException.badRequest("invalid request body"));
    }
  }
}
