package dev.docstore.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
    builder.disableDefaults();
    builder.configureMessageConvertersList(
        converters -> {
          converters.clear();
          converters.add(new ResourceHttpMessageConverter(true));
          converters.add(new JsonConverter());
        });
  }

  /** There is one form of every answer, so whatever a request accepts need not even be readable. */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.strategies(List.of(_ -> ContentNegotiationStrategy.MEDIA_TYPE_ALL_LIST));
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestResolver());
  }

  /** Streams end when a side goes away, never by the clock (page 00 C3). */
  @Override
  public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
    configurer.setDefaultTimeout(-1);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> acceptsWhatTheContractAccepts(
      Errors errors, AccessLogValve accessLog) {
    return factory -> {
      factory.addEngineValves(accessLog, new RefusedByContainerValve(errors));
      factory.addContextValves(new BrokenBodyValve(errors), new SlowUploadValve(errors));
      // The server reads escapes in paths itself: names may hold slashes, backslashes and more.
      factory.addConnectorCustomizers(
          connector -> {
            connector.setEncodedSolidusHandling("passthrough");
            connector.setEncodedReverseSolidusHandling("passthrough");
            connector.setAllowBackslash(true);
            connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
            connector.setProperty("relaxedQueryChars", "\"<>[\\]^`{|}");
          });
    };
  }

  private static final class RequestResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      Class<?> type = parameter.getParameterType();
      return type == Query.class || type == JsonBody.class || type == Conditional.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders)
        throws IOException {
      HttpServletRequest servletRequest =
          Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
      if (parameter.getParameterType() == Conditional.class) {
        return new Conditional(
            servletRequest,
            Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
      }
      return parameter.getParameterType() == Query.class
          ? Query.parse(servletRequest.getQueryString())
          : new JsonBody(servletRequest.getInputStream());
    }
  }
}
