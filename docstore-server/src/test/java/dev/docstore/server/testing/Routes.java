package dev.docstore.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that a server has registered. */
public final class Routes {
  /**
   * One route. Two may differ in their handler only, by the parameters they ask for.
   *
   * @param pattern the path as its controller declares it
   */
  public record Route(String method, String pattern, Method handler) {
    /** As messages name it. */
    public String name() {
      return method + " " + pattern;
    }
  }

  private Routes() {}

  /** The routes of our own controllers; Spring's error page is not one that anybody asks for. */
  public static List<Route> of(TestServer server) {
    return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
        .filter(entry -> entry.getValue().getBeanType().getName().startsWith("dev.docstore."))
        .flatMap(entry -> routes(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Route> routes(RequestMappingInfo info, HandlerMethod handler) {
    assertThat(info.getMethodsCondition().getMethods()).as(info::toString).isNotEmpty();
    return info.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                info.getPatternValues().stream()
                    .map(pattern -> new Route(method.name(), pattern, handler.getMethod())));
  }
}
