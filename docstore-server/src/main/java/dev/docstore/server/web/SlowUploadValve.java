package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Answers 408 to who begins a body and then falls silent (page 00 A6). The container marks such a
 * request as failed where no controller can undo it.
 */
final class SlowUploadValve extends ValveBase {
  private final Errors errors;

  SlowUploadValve(Errors errors) {
    super(true);
    this.errors = errors;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getCoyoteRequest().getErrorException() instanceof SocketTimeoutException
        && !response.isCommitted()) {
      response.setErrorReported();
      response.setSuspended(false);
      response.reset();
      response.setHeader("Connection", "close");
      errors.write(
          response,
          new DocStoreException(
              ErrorCode.REQUEST_TIMEOUT, "the request's body stopped coming for 10 seconds"));
    }
  }
}
