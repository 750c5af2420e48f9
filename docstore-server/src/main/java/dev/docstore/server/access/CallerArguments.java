package dev.docstore.server.access;

import dev.docstore.common.error.DocStoreException;
import dev.docstore.server.identity.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Hands {@link Caller} and {@link RepoCaller} to controllers; an unknown repo ends here as 404. */
@Configuration(proxyBeanMethods = false)
class CallerArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    Class<?> type = parameter.getParameterType();
    return type == Caller.class || type == RepoCaller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    String attribute =
        parameter.getParameterType() == Caller.class
            ? AccessFilter.CALLER
            : AccessFilter.REPO_CALLER;
    Object value = request.getAttribute(attribute, RequestAttributes.SCOPE_REQUEST);
    if (value instanceof Optional<?> repoCaller) {
      return repoCaller.orElseThrow(DocStoreException::repoNotFound);
    }
    if (value == null) {
      throw new IllegalStateException("the access table let a request through without a caller");
    }
    return value;
  }
}
