package dev.docstore.common.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docstore.common.error.DocStoreException.Details;
import dev.docstore.common.wire.Conflict;
import dev.docstore.common.wire.PolicyResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of spec 01 §1.2 and page 00 H10. */
class ErrorCodeTest {
  @Test
  void isTheWholeTable() {
    Map<Integer, List<String>> byStatus =
        Arrays.stream(ErrorCode.values())
            .collect(
                Collectors.groupingBy(
                    ErrorCode::status, Collectors.mapping(Enum::name, Collectors.toList())));
    assertThat(byStatus)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry(0, List.of("UNKNOWN")),
                Map.entry(400, List.of("BAD_REQUEST")),
                Map.entry(401, List.of("UNAUTHORIZED")),
                Map.entry(403, List.of("FORBIDDEN")),
                Map.entry(
                    404,
                    List.of(
                        "NOT_FOUND",
                        "REPO_NOT_FOUND",
                        "BRANCH_NOT_FOUND",
                        "ORG_NOT_FOUND",
                        "INVITE_NOT_FOUND",
                        "RELEASE_NOT_FOUND",
                        "PROPOSAL_NOT_FOUND",
                        "ISSUE_NOT_FOUND",
                        "COMMENT_NOT_FOUND",
                        "ROLE_NOT_FOUND",
                        "SUBSCRIPTION_NOT_FOUND")),
                Map.entry(405, List.of("METHOD_NOT_ALLOWED")),
                Map.entry(408, List.of("REQUEST_TIMEOUT")),
                Map.entry(
                    409,
                    List.of(
                        "CONFLICT",
                        "BRANCH_EXISTS",
                        "REPO_EXISTS",
                        "ORG_EXISTS",
                        "BRANCH_NOT_ACTIVE",
                        "BRANCH_DRAFT",
                        "PROPOSAL_EXISTS")),
                Map.entry(410, List.of("GONE")),
                Map.entry(412, List.of("PRECONDITION_FAILED")),
                Map.entry(413, List.of("PAYLOAD_TOO_LARGE")),
                Map.entry(416, List.of("RANGE_NOT_SATISFIABLE")),
                Map.entry(422, List.of("POLICY_INVALID", "IDEMPOTENCY_MISMATCH")),
                Map.entry(431, List.of("REQUEST_HEADERS_TOO_LARGE")),
                Map.entry(500, List.of("INTERNAL_ERROR")),
                Map.entry(501, List.of("NOT_IMPLEMENTED")),
                Map.entry(503, List.of("SERVICE_UNAVAILABLE"))));
  }

  @ParameterizedTest
  @EnumSource
  void survivesTheWire(ErrorCode code) {
    assertThat(ErrorCode.parse(code.name())).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "500, INTERNAL_ERROR",
    "418, UNKNOWN"
  })
  void everyStatusHasAGenericCode(int status, ErrorCode code) {
    assertThat(ErrorCode.generic(status)).isEqualTo(code);
  }

  @Test
  void aCodeOfTomorrowIsUnknown() {
    assertThat(ErrorCode.parse("TEAPOT")).isEqualTo(ErrorCode.UNKNOWN);
  }

  @Test
  void anExceptionCarriesStatusAndDetails() {
    Conflict conflict = new Conflict("a.txt", "1", "2", "", "add_add");
    assertThat(DocStoreException.conflicts(List.of(conflict)))
        .returns(409, DocStoreException::status)
        .returns(new Details.Conflicts(List.of(conflict)), DocStoreException::details);
    PolicyResult denial = new PolicyResult("two-eyes", false, "one approval is missing");
    assertThat(DocStoreException.denied(List.of(denial)))
        .returns(403, DocStoreException::status)
        .returns(new Details.Denials(List.of(denial)), DocStoreException::details);
    assertThat(DocStoreException.answered(ErrorCode.UNKNOWN, 418, "teapot", new Details.None()))
        .returns(418, DocStoreException::status)
        .hasMessage("teapot");
  }

  @Test
  void aProblemIsRefusedAndNoneIsNot() {
    DocStoreException.refuseFor(Optional.empty());
    assertThatThrownBy(() -> DocStoreException.refuseFor(Optional.of("name is required")))
        .isInstanceOfSatisfying(
            DocStoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessage("name is required");
  }
}
