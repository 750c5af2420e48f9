package dev.docstore.server.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.docstore.common.event.Event;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of events that the code knows. */
final class EventTypes {
  private static final Map<Class<?>, Object> NOTHING =
      Map.of(int.class, 0, long.class, 0L, boolean.class, false);

  /**
   * A type.
   *
   * @param name with prefix
   * @param members of {@code data} in order; with a question mark when it may be left out
   */
  record Type(String name, List<String> members) {}

  private EventTypes() {}

  static List<Type> all() {
    return records(Event.class).map(EventTypes::type).toList();
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTypes::records);
  }

  private static Type type(Class<?> event) {
    return new Type(
        empty(event).type(),
        Arrays.stream(event.getRecordComponents()).map(EventTypes::member).toList());
  }

  private static Event empty(Class<?> event) {
    @Nullable Object[] values =
        Arrays.stream(event.getRecordComponents())
            .map(component -> NOTHING.get(component.getType()))
            .toArray();
    try {
      Constructor<?> constructor = event.getDeclaredConstructors()[0];
      return (Event) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static String member(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    String name =
        renamed != null
            ? renamed.value()
            : component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return component.getAccessor().isAnnotationPresent(JsonInclude.class) ? name + "?" : name;
  }
}
