package io.trustfabric.demo.models;

import io.trustfabric.demo.books.Account;
import io.trustfabric.demo.books.Reading;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/// What the models see of a document: how often each word is there, and how large the amount is.
final class Features {

  private Features() {}

  /// @param account null where it is asked for
  static Example<Label> of(Reading reading, Account account) {
    var counts = new TreeMap<String, Double>();
    reading.words().forEach(word -> counts.merge("word=" + word, 1.0, Double::sum));
    counts.put("amount=" + size(reading.price()), 1.0);
    return example(account == null ? new Label(Label.UNKNOWN) : new Label(account.code()), counts);
  }

  /// A new size with every doubling.
  private static int size(double price) {
    return (int) Math.floor(Math.log(Math.max(price, 1e-6)) / Math.log(2));
  }

  private static Example<Label> example(Label label, Map<String, Double> counts) {
    return new ArrayExample<>(
        label,
        counts.keySet().toArray(String[]::new),
        counts.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
