package dev.docstore.server.web;

import dev.docstore.common.json.Json;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.GenericHttpMessageConverter;

/**
 * Bodies in and out (spec 01 §1.1): whatever the content type says, a request body is one JSON
 * value; answers are compact JSON with a newline.
 */
final class JsonConverter implements GenericHttpMessageConverter<Object> {
  @Override
  public boolean canRead(Type type, @Nullable Class<?> contextClass, @Nullable MediaType media) {
    return true;
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType media) {
    return true;
  }

  @Override
  public boolean canWrite(@Nullable Type type, Class<?> valueType, @Nullable MediaType media) {
    return true;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType media) {
    return true;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of(MediaType.APPLICATION_JSON, MediaType.ALL);
  }

  @Override
  public Object read(Class<?> type, HttpInputMessage message) throws IOException {
    return read((Type) type, null, message);
  }

  @Override
  public Object read(Type type, @Nullable Class<?> contextClass, HttpInputMessage message)
      throws IOException {
    return JsonBody.read(message.getBody(), type);
  }

  @Override
  public void write(
      Object value, @Nullable Type type, @Nullable MediaType media, HttpOutputMessage message)
      throws IOException {
    write(value, media, message);
  }

  @Override
  public void write(Object value, @Nullable MediaType media, HttpOutputMessage message)
      throws IOException {
    byte[] body = (Json.write(value) + "\n").getBytes(StandardCharsets.UTF_8);
    message.getHeaders().set("Content-Type", "application/json");
    message.getHeaders().setContentLength(body.length);
    message.getBody().write(body);
  }
}
