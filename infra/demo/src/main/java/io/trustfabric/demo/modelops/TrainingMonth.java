package io.trustfabric.demo.modelops;

import io.trustfabric.demo.books.Invoices;
import io.trustfabric.demo.books.Market;
import io.trustfabric.demo.models.Booked;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;

/// Booked documents of one month.
///
/// @param seed what they were drawn from
record TrainingMonth(long seed, Market market, List<Booked> rows) {

  private static final int TRAINING_ROWS = 3_000;
  private static final int LATER_ROWS = 1_000;

  /// What the models are trained on.
  static TrainingMonth reference() {
    return draw(1, Market.REFERENCE, TRAINING_ROWS);
  }

  /// The month after, which no model has seen.
  static TrainingMonth current() {
    return draw(2, Market.CURRENT, LATER_ROWS);
  }

  private static TrainingMonth draw(long seed, Market market, int count) {
    return new TrainingMonth(
        seed, market, new Invoices(seed, market).next(count).stream().map(Booked::of).toList());
  }

  /// Where it comes from, as a lineage names it.
  String uri() {
    return "trust-fabric-demo:invoices/%s?seed=%d".formatted(market.month(), seed);
  }

  String from() {
    return market.month().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).toString();
  }

  /// The end of it, itself not included.
  String to() {
    return market
        .month()
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .toString();
  }

  /// Digest of all its rows.
  String sha256() {
    return sha256(rows.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
