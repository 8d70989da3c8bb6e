package io.trustfabric.compliance.reviews;

import io.trustfabric.record.Invalid;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Decisions about many items, all of them or none: at most 1,000.
public record ItemDecisions(
    @NotEmpty @Size(max = 1_000) List<@NotNull @Valid DecisionOnItem> decisions) {

  /// One of them.
  ///
  /// @param reason why; required for revoke and modify
  /// @param newPermissions what it is to hold after a modify
  /// @param actionReference where it is carried out
  public record DecisionOnItem(
      @NotNull UUID itemId,
      @NotNull AccessDecision decision,
      @Size(max = 2_000) String reason,
      @Size(max = 500) List<@NotBlank @Size(max = 300) String> newPermissions,
      @Size(max = 500) String actionReference) {}

  /// The decisions by item, in the order given.
  ///
  /// @throws Invalid naming each that lacks something or is there twice
  Map<UUID, ItemDecision> byItem() {
    var errors = new ArrayList<Invalid.Field>();
    var byItem = new LinkedHashMap<UUID, ItemDecision>();
    for (int i = 0; i < decisions.size(); i++) {
      var one = decisions.get(i);
      var decision =
          new ItemDecision(
              one.decision(), one.reason(), one.newPermissions(), one.actionReference());
      decision.check("/decisions/" + i, errors);
      if (byItem.putIfAbsent(one.itemId(), decision) != null) {
        errors.add(new Invalid.Field("/decisions/%d/itemId".formatted(i), "is there twice"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
    return byItem;
  }
}
