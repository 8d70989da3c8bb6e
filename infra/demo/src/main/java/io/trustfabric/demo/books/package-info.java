/// What the books of small companies are made of here: invoices and filings that nobody ever wrote,
/// drawn from a seed, with real currencies and tax rates. The same seed gives the same bytes.
package io.trustfabric.demo.books;
