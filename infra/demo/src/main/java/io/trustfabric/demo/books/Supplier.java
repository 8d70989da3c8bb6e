package io.trustfabric.demo.books;

import static io.trustfabric.demo.books.Account.*;

import java.util.List;

/// Who sends invoices, and mostly for what: seven of ten are for the first account, the others for
/// the rest.
enum Supplier {
  MERIDIAN("Meridian Office Supply", OFFICE, EQUIPMENT),
  PAPERWORKS("Paperworks & Co", OFFICE, LITERATURE),
  NORDTECH("Nordtech Systems", EQUIPMENT, SOFTWARE),
  KILN("Kiln Furniture", EQUIPMENT, OFFICE),
  CIRRUS("Cirrus Hosting", SOFTWARE, TELECOM),
  LEDGERLINE("Ledgerline Software", SOFTWARE, ADVICE),
  BLUEWAVE("Bluewave Telecom", TELECOM, EQUIPMENT),
  FIBRENET("Fibrenet", TELECOM, SOFTWARE),
  HARBOUR("Harbour Hotels", TRAVEL, MEALS),
  RAILWAYS("United Railways", TRAVEL, MEALS),
  OKADA("Okada & Lindgren Advisers", ADVICE, LITERATURE),
  WEXFORD("Wexford Legal", ADVICE, INSURANCE),
  CORNERSTONE("Cornerstone Premises", PREMISES, INSURANCE),
  BRIGHTWATT("Brightwatt Energy", PREMISES, TELECOM),
  FANFARE("Fanfare Media", MARKETING, TRAVEL),
  PRINTHOUSE("The Printhouse", MARKETING, OFFICE),
  FOLIO("Folio Books", LITERATURE, OFFICE),
  TAXPRESS("Tax Press", LITERATURE, ADVICE),
  OLIVE("Olive Tree Catering", MEALS, TRAVEL),
  ROAST("Roast & Daughters", MEALS, OFFICE),
  AEGIS("Aegis Insurance", INSURANCE, PREMISES),
  FIRSTBANK("First Merchants Bank", INSURANCE, ADVICE);

  private final String title;
  private final List<Account> sells;

  Supplier(String title, Account... sells) {
    this.title = title;
    this.sells = List.of(sells);
  }

  String title() {
    return title;
  }

  List<Account> sells() {
    return sells;
  }
}
