package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Only our own refusals become 4xx; anything else is a 500 with one fixed sentence, and its cause
 * goes to the log.
 */
@RestControllerAdvice
class ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorHandler.class);

  /** What is public is so for reading; to any other method it does not exist (spec 01 §1.3). */
  private static final Set<String> PUBLIC = Set.of("/healthz", "/.well-known/ds-config");

  private final Errors errors;

  ErrorHandler(Errors errors) {
    this.errors = errors;
  }

  @ExceptionHandler
  void refused(DocStoreException refusal, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      throw refusal;
    }
    if (refusal.code() == ErrorCode.INTERNAL_ERROR) {
      errors.writeUnexpected(response, refusal);
      return;
    }
    if (refusal.status() >= 500) {
      LOG.warn("answered {}: {}", refusal.status(), refusal.getMessage(), refusal.getCause());
    }
    errors.write(response, refusal);
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  void unknownRoute(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (isRepoPath(request)) {
      errors.write(response, Errors.notFound());
    } else {
      Errors.writeText(response, 404, "404 page not found");
    }
  }

  @ExceptionHandler
  void wrongMethod(
      HttpRequestMethodNotSupportedException wrong,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (isRepoPath(request)) {
      errors.write(
          response, new DocStoreException(ErrorCode.METHOD_NOT_ALLOWED, "method not allowed"));
      return;
    }
    if (PUBLIC.contains(request.getRequestURI())) {
      unknownRoute(request, response);
      return;
    }
    response.setHeader("Allow", allow(wrong.getSupportedHttpMethods()));
    Errors.writeText(response, 405, "Method Not Allowed");
  }

  /** A body is missing where one belongs, or of a type that does not even parse. */
  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    HttpMediaTypeNotSupportedException.class
  })
  void noBody(Exception e, HttpServletResponse response) throws IOException {
    LOG.debug("unreadable body", e);
    errors.write(response, DocStoreException.badRequest("invalid request body"));
  }

  /** The client went away, or fell silent: then {@link SlowUploadValve} answers. */
  @ExceptionHandler
  void broken(ClientAbortException e, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      throw e;
    }
    LOG.debug("connection broken", e);
  }

  /** The reader went away: there is nobody left to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    LOG.debug("client went away", e);
  }

  /** The sender of a body fell silent: {@link SlowUploadValve} answers, whatever comes of it. */
  @ExceptionHandler
  void silent(SocketTimeoutException e) {
    LOG.debug("a request's body stopped coming", e);
  }

  /** A body that calls itself multipart and is not, or where none is expected. */
  @ExceptionHandler
  void brokenMultipart(MultipartException e, HttpServletResponse response) throws IOException {
    LOG.debug("unreadable multipart body", e);
    errors.write(
        response,
        e instanceof MaxUploadSizeExceededException
            ? new DocStoreException(ErrorCode.PAYLOAD_TOO_LARGE, "request body is too long")
            : DocStoreException.badRequest("invalid request body"));
  }

  @ExceptionHandler
  void unexpected(Exception e, HttpServletResponse response) throws Exception {
    if (response.isCommitted()) {
      // Too late for a status. Thrown on, it makes the container break the connection off, so that
      // nobody takes what was sent so far for the whole.
      throw e;
    }
    errors.writeUnexpected(response, e);
  }

  private static boolean isRepoPath(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/repos/");
  }

  private static String allow(@Nullable Collection<?> supported) {
    Set<String> names = new TreeSet<>();
    if (supported != null) {
      supported.forEach(method -> names.add(method.toString()));
    }
    if (names.contains("GET")) {
      names.add("HEAD");
    }
    return String.join(", ", names);
  }
}
