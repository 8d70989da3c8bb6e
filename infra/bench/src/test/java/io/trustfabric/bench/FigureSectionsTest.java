package io.trustfabric.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureSectionsTest {

  private static final String FORMER =
      """
      Measured on Monday.

      ## One

      1

      ## Two

      2

      """;

  @Test
  void whatWasNotMeasuredStaysAndWhatWasTellsWhen() {
    var merged =
        FigureSections.merged(FORMER, "Measured on Friday.\n\n## Two\n\n22\n\n## Three\n\n3\n\n");

    assertThat(merged)
        .isEqualTo(
            """
            Measured on Monday.

            ## One

            1

            ## Two

            Measured on Friday.

            22

            ## Three

            Measured on Friday.

            3

            """);
  }

  @Test
  void theFirstFiguresOfAPageKeepTheirDate() {
    assertThat(FigureSections.merged("\n", "Measured on Friday.\n\n## One\n\n1\n\n"))
        .contains("## One\n\nMeasured on Friday.\n\n1");
  }
}
