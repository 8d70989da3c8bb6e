package io.trustfabric.quality.datasets;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;

/// Writes a version's items as lines of canonical JSON, page after page: a slow reader holds no
/// connection to the database.
///
/// @param after begins after this key
/// @param limit how many at most
/// @param withExpected whether the right answers are in it
record ItemStream(GoldenItems items, UUID datasetId, String after, int limit, boolean withExpected)
    implements StreamingOutput {

  private static final int PAGE = 1_000;

  @Override
  public void write(OutputStream out) throws IOException {
    var from = after;
    var left = limit;
    while (left > 0) {
      var page = items.page(datasetId, from, Math.min(left, PAGE));
      if (page.isEmpty()) {
        return;
      }
      for (var item : page) {
        out.write(withExpected ? item.line() : item.lineWithoutExpected());
      }
      from = page.getLast().key();
      left -= page.size();
    }
  }
}
