package io.trustfabric.demo.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.trustfabric.demo.books.GoldenSet;
import io.trustfabric.demo.books.Invoices;
import io.trustfabric.demo.books.Market;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountantTest {

  private static final List<Booked> ROWS =
      new Invoices(1, Market.REFERENCE).next(2_000).stream().map(Booked::of).toList();

  static List<Function<List<Booked>, AccountModel>> trainers() {
    return List.of(AccountModel::logisticRegression, AccountModel::naiveBayes);
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void theSameRowsGiveAModelThatAnswersTheSame(Function<List<Booked>, AccountModel> trainer) {
    var once = trainer.apply(ROWS);
    var again = trainer.apply(ROWS);

    assertThat(once.heldOut()).isEqualTo(again.heldOut());
    for (var one : GoldenSet.invoices().cases()) {
      assertThat(new Accountant(once).answer(one.input()))
          .isEqualTo(new Accountant(again).answer(one.input()));
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aModelLearnsMuchAndNotAll(Function<List<Booked>, AccountModel> trainer) {
    var model = trainer.apply(ROWS);

    assertThat(model.heldOut().rows()).isEqualTo(400);
    assertThat(model.heldOut().accuracy()).isBetween(0.7, 0.99);
    assertThat(right(model, GoldenSet.invoices())).isBetween(0.7, 0.99);
    assertThat(right(model, GoldenSet.filings())).isBetween(0.2, 0.99);
  }

  /// What is read off a document is always right; only what the model has to say can be wrong.
  @Test
  void whatDocumentsSayIsAnsweredAsTheySayIt() {
    var accountant = new Accountant(AccountModel.naiveBayes(ROWS));

    for (var one : GoldenSet.invoices().cases()) {
      var answer = accountant.answer(one.input());
      assertThat(answer.get("gross")).isEqualTo(one.expected().get("gross"));
      assertThat(answer.get("date")).isEqualTo(one.expected().get("date"));
      if (answer.get("accountCode").equals(one.expected().get("accountCode"))) {
        assertThat(answer.get("net")).isEqualTo(one.expected().get("net"));
        assertThat(answer.get("treatment")).isEqualTo(one.expected().get("treatment"));
      }
    }
  }

  @Test
  void anArtifactIsTheModel() throws Exception {
    var model = AccountModel.naiveBayes(ROWS);
    var read =
        org.tribuo.Model.deserializeFromStream(new java.io.ByteArrayInputStream(model.artifact()));

    assertThat(read.getProvenance().getTrainerProvenance().getClassName())
        .contains("MultinomialNaiveBayes");
  }

  private static double right(AccountModel model, GoldenSet set) {
    return (double) Marks.right(model, set) / set.cases().size();
  }
}
