package dev.docstore.server.web;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.common.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase.FileUploadIOException;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.MultipartStream.IllegalBoundaryException;
import org.apache.commons.fileupload.MultipartStream.MalformedStreamException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@code multipart/form-data} body, read part by part as it arrives: nothing is held or written
 * anywhere but the part that is being read. The headers of a part have at most 8 KiB.
 */
public final class MultipartBody {
  /** Takes one part; what it leaves unread is skipped. */
  public interface Reader {
    void part(String name, InputStream content) throws IOException;
  }

  private static final int MAX_PART_HEADERS = 8 * 1024;

  private MultipartBody() {}

  /**
   * Hands every part that has a name to the reader, in the order of the body.
   *
   * @throws DocStoreException 400 for a body that is not whole, 413 for one longer than that
   */
  public static void read(HttpServletRequest request, long maxBytes, Reader reader)
      throws IOException {
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLong(maxBytes);
    }
    try {
      FileUpload upload = new FileUpload();
      upload.setPartHeaderSizeMax(MAX_PART_HEADERS);
      FileItemIterator parts = upload.getItemIterator(new Body(request, maxBytes));
      while (parts.hasNext()) {
        FileItemStream part = parts.next();
        reader.part(part.getFieldName(), part.openStream());
      }
    } catch (FileUploadException | FileUploadIOException | MalformedStreamException e) {
      throw broken(e);
    }
  }

  private static DocStoreException broken(Exception e) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof DocStoreException refusal) {
        return refusal;
      }
      if (cause instanceof IOException io
          && !(cause instanceof MalformedStreamException)
          && !(cause instanceof IllegalBoundaryException)) {
        throw io;
      }
    }
    return DocStoreException.badRequest("invalid multipart body");
  }

  private static DocStoreException tooLong(long maxBytes) {
    return new DocStoreException(
        ErrorCode.PAYLOAD_TOO_LARGE, "request body is longer than " + maxBytes + " bytes");
  }

  private record Body(HttpServletRequest request, long maxBytes) implements UploadContext {
    @Override
    public long contentLength() {
      return request.getContentLengthLong();
    }

    /** The library's interface still asks for it, deprecated as it is. */
    @Override
    @SuppressWarnings("deprecation")
    public int getContentLength() {
      return request.getContentLength();
    }

    /** Part names are UTF-8, as forms send them. */
    @Override
    public String getCharacterEncoding() {
      return "UTF-8";
    }

    @Override
    public @Nullable String getContentType() {
      return (String) request.getAttribute(CanonicalRequest.MULTIPART_TYPE);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Counted(request.getInputStream(), maxBytes);
    }
  }

  /** A chunked body does not say ahead how long it is. */
  private static final class Counted extends FilterInputStream {
    private final long maxBytes;
    private long left;

    Counted(InputStream in, long maxBytes) {
      super(in);
      this.maxBytes = maxBytes;
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLong(maxBytes);
      }
    }
  }
}
