package dev.docstore.server.openapi;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one method's instructions tell about the API: what it reads of a request, what it refuses
 * with, what it calls. Found in the compiled code, so that nobody has to declare it again.
 */
final class CodeFacts {
  /** A name that is not a constant in the code. */
  static final String COMPUTED = "(computed)";

  private static final String QUERY = "dev/docstore/server/web/Query";
  private static final String JSON_BODY = "dev/docstore/server/web/JsonBody";
  private static final String ERRORS = "dev/docstore/server/web/Errors";
  private static final String ERROR_CODE = "dev/docstore/common/error/ErrorCode";
  private static final String REQUEST = "jakarta/servlet/http/HttpServletRequest";
  private static final String RESPONSE = "jakarta/servlet/http/HttpServletResponse";

  /** Another method that this one calls or hands on. */
  record Callee(String owner, String name, String descriptor) {}

  final List<Callee> callees = new ArrayList<>();
  final Set<String> queryReads = new TreeSet<>();
  final Set<String> errorCodes = new TreeSet<>();
  final Set<String> bodyTypes = new TreeSet<>();
  final Set<String> requiredMembers = new TreeSet<>();
  final Set<String> constants = new TreeSet<>();
  final Set<Integer> statuses = new TreeSet<>();
  final Set<Integer> textErrors = new TreeSet<>();
  boolean bodyMayBeMissing;
  boolean readsHeaders;
  boolean writesHeaders;

  /** Constants pushed since the last instruction that was no push: arguments of the next call. */
  private final Deque<ConstantDesc> pushed = new ArrayDeque<>();

  private String lastText = COMPUTED;

  static CodeFacts of(String owner, MethodModel method) {
    CodeFacts facts = new CodeFacts();
    method
        .code()
        .ifPresent(
            code -> {
              for (CodeElement element : code) {
                if (element instanceof Instruction instruction) {
                  facts.see(owner, instruction);
                }
              }
            });
    return facts;
  }

  private void see(String owner, Instruction instruction) {
    switch (instruction) {
      case ConstantInstruction constant -> push(constant.constantValue());
      case LoadInstruction _ -> {}
      case FieldInstruction field -> {
        if (field.owner().asInternalName().equals(ERROR_CODE) && !owner.equals(ERROR_CODE)) {
          errorCodes.add(field.name().stringValue());
        }
        pushed.clear();
      }
      case InvokeInstruction call -> {
        see(owner, call);
        pushed.clear();
      }
      case InvokeDynamicInstruction lambda -> {
        lambda.bootstrapArgs().forEach(this::handedOn);
        pushed.clear();
      }
      default -> pushed.clear();
    }
  }

  private void push(ConstantDesc value) {
    pushed.addLast(value);
    if (value instanceof String text) {
      lastText = text;
      constants.add(text);
    }
  }

  private void handedOn(ConstantDesc argument) {
    if (argument instanceof DirectMethodHandleDesc handle) {
      String owner = handle.owner().descriptorString();
      callees.add(
          new Callee(
              owner.substring(1, owner.length() - 1),
              handle.methodName(),
              handle.lookupDescriptor()));
    }
  }

  private void see(String owner, InvokeInstruction call) {
    String target = call.owner().asInternalName();
    String name = call.name().stringValue();
    int arguments = call.typeSymbol().parameterCount();
    switch (target) {
      case QUERY -> {
        if (!name.equals("parse") && takesName(call) && !owner.equals(QUERY)) {
          queryReads.add(text(arguments));
        }
        if (owner.equals(QUERY) && name.equals("number")) {
          queryReads.add(text(arguments));
        }
        if (owner.equals(QUERY) && name.equals("text") && !text(arguments).equals(COMPUTED)) {
          queryReads.add(text(arguments));
        }
      }
      case JSON_BODY -> {
        if ((name.equals("as") || name.equals("ifAny") || name.equals("parse"))
            && pushed.peekLast() instanceof ClassDesc type) {
          bodyTypes.add(type.descriptorString());
        }
        bodyMayBeMissing |= name.equals("ifAny");
        if (name.equals("required")) {
          requiredMembers.add(lastText);
        }
      }
      case ERRORS -> {
        if (name.equals("writeText")) {
          pushed.stream()
              .filter(Integer.class::isInstance)
              .map(Integer.class::cast)
              .findFirst()
              .ifPresent(textErrors::add);
        }
      }
      case REQUEST -> readsHeaders |= name.startsWith("getHeader");
      case RESPONSE -> {
        writesHeaders |= name.endsWith("Header");
        if (name.equals("setStatus") && pushed.peekLast() instanceof Integer status) {
          statuses.add(status);
        }
      }
      default -> writesHeaders |= target.contains("ResponseEntity") && name.equals("header");
    }
    callees.add(new Callee(target, name, call.type().stringValue()));
  }

  private static boolean takesName(InvokeInstruction call) {
    return call.typeSymbol().parameterCount() > 0
        && call.typeSymbol().parameterType(0).descriptorString().equals("Ljava/lang/String;")
        && !call.opcode().name().contains("STATIC");
  }

  /** The first of the last so many constants, if it is a text. */
  private String text(int arguments) {
    if (pushed.size() < arguments) {
      return COMPUTED;
    }
    Object value = List.copyOf(pushed).get(pushed.size() - arguments);
    return value instanceof String text ? text : COMPUTED;
  }
}
