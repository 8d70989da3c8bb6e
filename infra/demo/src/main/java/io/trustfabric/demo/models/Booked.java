package io.trustfabric.demo.models;

import io.trustfabric.demo.books.Account;
import io.trustfabric.demo.books.Invoice;
import io.trustfabric.demo.books.Reading;

/// A document with the account it belongs to: a row to learn from.
public record Booked(Reading reading, Account account) {

  public static Booked of(Invoice invoice) {
    return new Booked(Reading.of(invoice.country(), invoice.document()), invoice.account());
  }
}
