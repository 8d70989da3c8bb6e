package io.trustfabric.security.incidents;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/// The part of an action item that may change.
@RegisterForReflection
public record ActionItemEdit(
    @NotBlank @Size(max = 500) String title,
    @NotBlank @Size(max = 300) String owner,
    @NotNull Instant dueAt,
    @Size(max = 2_000) String reason) {

  static ActionItemEdit of(ActionItem item) {
    return new ActionItemEdit(item.title, item.owner, item.dueAt, null);
  }

  void applyTo(ActionItem item) {
    item.editedBecause(reason);
    item.title = title;
    item.owner = owner;
    item.dueAt = dueAt;
  }
}
