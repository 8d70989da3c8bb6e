package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Callers;
import io.trustfabric.record.ChangeCapture;
import io.trustfabric.record.Clock;
import io.trustfabric.record.CopyRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Freezes populations: thousands of items with one ledger line, each item with a proof of its own.
@ApplicationScoped
public class Populations {

  /// How many accounts a review has at most.
  static final int MOST = 5_000;

  private static final String COLUMNS =
      """
      access_review_items (id, version, created_at, created_by_issuer, created_by_subject, created_by_name,
        updated_at, updated_by_issuer, updated_by_subject, updated_by_name, metadata, personal_salt, review_id,
        position, issuer, subject, email, username, owner, name, peer_group, current_permissions, last_used_at,
        recommendation, recommendation_reasons, action_status)""";

  private final Recommendations recommendations;
  private final ChangeCapture changes;

  Populations(Recommendations recommendations, ChangeCapture changes) {
    this.recommendations = recommendations;
    this.changes = changes;
  }

  /// Stores the items of a review, in the population's order.
  @Transactional
  void freeze(UUID reviewId, HeldAccess.Population population) {
    var accounts = population.accounts();
    var items = new ArrayList<AccessReviewItem>(accounts.size());
    for (int i = 0; i < accounts.size(); i++) {
      items.add(new AccessReviewItem(reviewId, i, accounts.get(i)));
    }
    recommendations.recommend(accounts, items, Clock.now());
    if (items.size() == 1) {
      items.getFirst().persistAndFlush();
    } else {
      store(items);
    }
  }

  private void store(List<AccessReviewItem> items) {
    var author = Callers.current().author();
    var now = Clock.now();
    items.forEach(item -> item.asStored(author, now));
    changes.inTransaction(
        (ledger, connection) -> {
          var batch =
              ledger.prepareBatch("access_review_item.batch_created", () -> changes.states(items));
          copy(connection, items);
          batch.write(connection);
        });
  }

  private static void copy(Connection connection, List<AccessReviewItem> items)
      throws SQLException {
    var rows = new CopyRows(COLUMNS);
    for (var item : items) {
      var by = item.createdBy;
      var at = item.createdAt;
      rows.row(
          item.id,
          0,
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          at,
          by.issuer(),
          by.subject(),
          by.name(),
          ChangeCapture.json(item.metadata),
          item.personalSalt(),
          item.reviewId,
          item.position,
          item.issuer,
          item.subject,
          item.email,
          item.username,
          item.owner,
          item.name,
          item.peerGroup,
          item.currentPermissions,
          item.lastUsedAt,
          item.recommendation,
          ChangeCapture.json(item.recommendationReasons),
          item.actionStatus());
    }
    rows.copyInto(connection);
  }
}
