package io.trustfabric.compliance.drafts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Something that a ledger line has to tell.
///
/// @param at JSON pointer into the line's change: `/status/after`
/// @param is texts of which it has to be one; null where `present` is given
/// @param present whether there has to be anything; null where `is` is given
public record LineCondition(
    String at, @Schema(nullable = true) List<String> is, @Schema(nullable = true) Boolean present) {

  boolean isMet(ObjectNode change) {
    var value = change.at(at);
    return is == null
        ? present == !value.isMissingNode()
        : value.isTextual() && is.contains(value.textValue());
  }
}
