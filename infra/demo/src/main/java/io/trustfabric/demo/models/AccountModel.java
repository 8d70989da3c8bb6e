package io.trustfabric.demo.models;

import io.trustfabric.demo.books.Account;
import io.trustfabric.demo.books.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.mnb.MultinomialNaiveBayesTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/// A trained model.
///
/// @param name what it is registered as
/// @param type such as `naive_bayes`
/// @param hyperparameters what it was trained with
/// @param heldOut how it did on rows it was not trained on
public record AccountModel(
    String name,
    String type,
    Map<String, Object> hyperparameters,
    HeldOut heldOut,
    Model<Label> model) {

  public static final String FRAMEWORK = "tribuo 4.3.2";

  /// Kept here: nobody else holds on to its level.
  private static final Logger TRAINING = Logger.getLogger("org.tribuo");

  static {
    // How the training goes is not what a terminal is for.
    TRAINING.setLevel(Level.WARNING);
  }

  private static final int EPOCHS = 10;
  private static final double LEARNING_RATE = 0.2;
  private static final long SEED = 7;
  private static final double SMOOTHING = 1;

  /// Rows it was not trained on, and how many of them it books right.
  public record HeldOut(int rows, int right) {
    public double accuracy() {
      return (double) right / rows;
    }
  }

  /// Multinomial logistic regression by stochastic gradient descent.
  public static AccountModel logisticRegression(List<Booked> rows) {
    return trained(
        "account-coder-logistic",
        "logistic_regression",
        Map.of(
            "optimiser", "adagrad", "learningRate", LEARNING_RATE, "epochs", EPOCHS, "seed", SEED),
        new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(LEARNING_RATE), EPOCHS, -1, 1, SEED),
        rows);
  }

  /// Multinomial naive Bayes.
  public static AccountModel naiveBayes(List<Booked> rows) {
    return trained(
        "account-coder-bayes",
        "naive_bayes",
        Map.of("smoothing", SMOOTHING),
        new MultinomialNaiveBayesTrainer(SMOOTHING),
        rows);
  }

  /// The rows that no model is trained on: every fifth.
  public static List<Booked> heldOut(List<Booked> rows) {
    return IntStream.range(0, rows.size()).filter(i -> i % 5 == 4).mapToObj(rows::get).toList();
  }

  private static AccountModel trained(
      String name,
      String type,
      Map<String, Object> hyperparameters,
      Trainer<Label> trainer,
      List<Booked> rows) {
    var held = heldOut(rows);
    var labels = new LabelFactory();
    var data =
        new MutableDataset<Label>(new SimpleDataSourceProvenance("training month", labels), labels);
    for (int i = 0; i < rows.size(); i++) {
      if (i % 5 != 4) {
        data.add(Features.of(rows.get(i).reading(), rows.get(i).account()));
      }
    }
    var model = trainer.train(data);
    var right =
        (int) held.stream().filter(row -> book(model, row.reading()) == row.account()).count();
    return new AccountModel(name, type, hyperparameters, new HeldOut(held.size(), right), model);
  }

  /// The account it thinks a document belongs to.
  public Account book(Reading reading) {
    return book(model, reading);
  }

  private static Account book(Model<Label> model, Reading reading) {
    return Account.ofCode(model.predict(Features.of(reading, null)).getOutput().getLabel());
  }

  /// The model as a file: Tribuo's protocol buffer. It tells when it was trained, so no two
  /// trainings give the same bytes.
  public byte[] artifact() {
    var bytes = new ByteArrayOutputStream();
    try {
      model.serializeToStream(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
