package dev.docstore.server.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The variables that {@link ServerSettings} is read from, as its components document them. */
final class SettingsTable {
  private SettingsTable() {}

  /** Every variable, in the order of the record. */
  static List<Setting> rows() {
    List<Setting> rows = new ArrayList<>();
    collect(ServerSettings.class, rows);
    return rows;
  }

  private static void collect(Class<?> settings, List<Setting> rows) {
    for (RecordComponent component : settings.getRecordComponents()) {
      Setting setting = component.getAnnotation(Setting.class);
      Class<?> type = valueType(component.getGenericType());
      boolean nested = type.isRecord() && type.getPackage().equals(settings.getPackage());
      if (setting != null) {
        rows.add(setting);
      }
      if (nested) {
        collect(type, rows);
      } else if (setting == null) {
        throw new IllegalStateException(
            "%s.%s has no @Setting that documents its variable"
                .formatted(settings.getSimpleName(), component.getName()));
      }
    }
  }

  /** The type itself, or what an {@link Optional} of it may hold. */
  private static Class<?> valueType(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return valueType(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> plain ? plain : Object.class;
  }

  /** The names of all flags. */
  static String[] flags() {
    return rows().stream()
        .map(Setting::flag)
        .filter(flag -> !flag.isEmpty())
        .toArray(String[]::new);
  }

  /** The table as Markdown. */
  static String markdown() {
    StringBuilder table =
        new StringBuilder("| variable | flag | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Setting row : rows()) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  row.name(),
                  row.flag().isEmpty() ? "" : "`--" + row.flag() + "`",
                  row.standard(),
                  row.meaning().replace("|", "\\|")));
    }
    return table.toString();
  }
}
