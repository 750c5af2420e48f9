#!/bin/sh
# The ds command: this script finds a Java 25 and runs the jar that follows it in the same file.

# Whether a Java home is of version 25 or newer; its release file is quicker than starting it.
is_new_enough() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] || return 1
  version=
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  else
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  fi
  [ -n "$version" ] && [ "$version" -ge 25 ]
}

home_on_path() {
  on_path=$(command -v java 2>/dev/null) || return 0
  target=$(readlink -f "$on_path" 2>/dev/null) && on_path=$target
  dirname "$(dirname "$on_path")"
}

home=
for candidate in "$DS_JAVA_HOME" "$JAVA_HOME" "$(home_on_path)" \
  /usr/lib/jvm/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
  if is_new_enough "$candidate"; then
    home=$candidate
    break
  fi
done
if [ -z "$home" ]; then
  echo "error: ds needs Java 25 or newer; install it or set DS_JAVA_HOME to its directory" >&2
  exit 1
fi

# Java decodes arguments and file names by the locale; without one it would lose all but ASCII.
case "${LC_ALL:-${LC_CTYPE:-$LANG}}" in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

exec "$home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto \
  -jar "$0" "$@"
