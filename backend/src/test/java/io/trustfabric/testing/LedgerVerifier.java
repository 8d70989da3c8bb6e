package io.trustfabric.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.erdtman.jcs.JsonCanonicalizer;

/// Verifies a ledger from its tables and docs/ledger-format.md alone: nothing of the product's code
/// is used, so that both would have to be wrong in the same way.
public final class LedgerVerifier {

  /// What was verified.
  ///
  /// @param lines ordered lines
  /// @param batchRows rows of batch lines
  /// @param personalValues values that match the digest which stands for them
  /// @param besides changes kept beside their line
  /// @param states digests of a record's state that a replay of its changes arrives at
  /// @param records the live rows of all records, by id
  /// @param broken records of which a line or the live row is not what it should be, with the
  ///   reason
  public record Report(
      long lines,
      int batchRows,
      int personalValues,
      int besides,
      int states,
      Map<String, JsonNode> records,
      Map<String, String> broken) {}

  /// Tests write lines of this type themselves, also some whose values are gone.
  public static final String TEST_TYPE = "test";

  private static final Set<String> LINE =
      Set.of(
          "formatVersion",
          "occurredAt",
          "actor",
          "actorName",
          "action",
          "recordType",
          "recordId",
          "recordVersion",
          "reason",
          "change",
          "stateSha256",
          "batch",
          "requestId",
          "clientAddress");

  private static final String BASE =
      """
      'id', id, 'version', version, 'createdAt', %s(created_at), 'updatedAt', %s(updated_at),
      'createdBy', jsonb_build_object('issuer', created_by_issuer, 'subject', created_by_subject, 'name', created_by_name),
      'updatedBy', jsonb_build_object('issuer', updated_by_issuer, 'subject', updated_by_subject, 'name', updated_by_name)
      """
          .replace("%s", "pg_temp.micros");

  /// Each record type's state in plain SQL: all fields, then free JSON, whose nulls count.
  private static final Map<String, String> LIVE =
      Map.of(
          "security_event",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'eventType', event_type, 'severity', severity, 'status', status, 'title', title,
            'description', description, 'source', source, 'sourceIp', source_ip, 'actor', actor,
            'resource', resource, 'occurredAt', pg_temp.micros(occurred_at),
            'detectedAt', pg_temp.micros(detected_at), 'awareAt', pg_temp.micros(aware_at),
            'assignee', assignee, 'resolution', resolution, 'incidentId', incident_id,
            'personalData', personal_data, 'dataAssets', to_jsonb(data_assets),
            'subjectsAffected', subjects_affected, 'riskAssessment', risk_assessment,
            'fingerprint', fingerprint, 'authorityReport', jsonb_build_object(
              'required', report_required, 'authority', report_authority,
              'dueAt', pg_temp.micros(report_due_at), 'reportedAt', pg_temp.micros(report_reported_at),
              'reference', report_reference, 'delayReason', report_delay_reason)))
            || jsonb_build_object('metadata', metadata)
          FROM security_events WHERE id = ?::uuid
          """
              .formatted(BASE),
          "incident",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'incidentType', incident_type, 'severity', severity, 'status', status, 'title', title,
            'summary', summary, 'service', service, 'affectedServices', to_jsonb(affected_services),
            'commander', commander, 'rootCause', root_cause, 'postmortem', postmortem,
            'clock', jsonb_build_object(
              'startedAt', pg_temp.micros(started_at), 'detectedAt', pg_temp.micros(detected_at),
              'acknowledgedAt', pg_temp.micros(acknowledged_at),
              'mitigatedAt', pg_temp.micros(mitigated_at), 'resolvedAt', pg_temp.micros(resolved_at),
              'closedAt', pg_temp.micros(closed_at)),
            'timelineEntries', timeline_entries, 'actionItems', action_items,
            'openActionItems', open_action_items, 'lastActivityAt', pg_temp.micros(last_activity_at)))
            || jsonb_build_object('metadata', metadata)
          FROM incidents WHERE id = ?::uuid
          """
              .formatted(BASE),
          "timeline_entry",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'incidentId', incident_id, 'at', pg_temp.micros(at), 'kind', kind, 'text', text,
            'field', field, 'before', before, 'after', after))
            || jsonb_build_object('metadata', metadata)
          FROM incident_timeline WHERE id = ?::uuid
          """
              .formatted(BASE),
          "action_item",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'incidentId', incident_id, 'title', title, 'owner', owner, 'dueAt', pg_temp.micros(due_at),
            'status', status, 'doneAt', pg_temp.micros(done_at)))
            || jsonb_build_object('metadata', metadata)
          FROM incident_action_items WHERE id = ?::uuid
          """
              .formatted(BASE),
          "secret_rotation",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'secretName', secret_name, 'secretType', secret_type, 'rotationType', rotation_type,
            'status', status, 'rotatedAt', pg_temp.micros(rotated_at),
            'rotationIntervalDays', rotation_interval_days,
            'nextRotationDueAt', pg_temp.micros(next_rotation_due_at), 'failureReason', failure_reason,
            'owner', owner, 'initiatedBy', initiated_by, 'retired', retired,
            'violationEventId', violation_event_id))
            || jsonb_build_object('metadata', metadata)
          FROM secret_rotation_log WHERE id = ?::uuid
          """
              .formatted(BASE),
          "rotation_policy",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s))
            || jsonb_build_object('metadata', metadata, 'maxIntervalDays', max_interval_days)
          FROM secret_rotation_policies WHERE id = ?::uuid
          """
              .formatted(BASE),
          "golden_dataset",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'name', name, 'dataVersion', data_version, 'description', description,
            'jurisdiction', jurisdiction, 'filingType', filing_type, 'documentType', document_type,
            'status', status, 'changeNote', change_note, 'source', source, 'baseId', base_id,
            'itemCount', item_count, 'sizeBytes', size_bytes, 'contentSha256', content_sha256,
            'tags', to_jsonb(tags)))
            || jsonb_build_object('metadata', metadata, 'comparators', comparators)
          FROM golden_datasets WHERE id = ?::uuid
          """
              .formatted(BASE),
          "regression_test_result",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'testSuite', test_suite, 'testName', test_name, 'runId', run_id, 'status', status,
            'executionTimeMs', trim_scale(execution_time_ms)::text, 'failedAttempts', failed_attempts,
            'goldenDatasetId', golden_dataset_id, 'modelId', model_id, 'expected', expected,
            'actual', actual, 'errorMessage', error_message, 'environment', environment,
            'gitCommit', git_commit, 'executedAt', pg_temp.micros(executed_at)))
            || jsonb_build_object('metadata', metadata)
          FROM regression_test_results WHERE id = ?::uuid
          """
              .formatted(BASE),
          "golden_evaluation",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'goldenDatasetId', golden_dataset_id, 'contentSha256', content_sha256,
            'testedSystem', tested_system, 'modelId', model_id, 'gitCommit', git_commit,
            'items', items, 'rightItems', right_items, 'missingItems', missing_items,
            'extraItems', extra_items, 'accuracy', accuracy, 'accuracyLow', accuracy_low,
            'accuracyHigh', accuracy_high, 'knownAnswers', known_answers,
            'contaminated', contaminated, 'answersSha256', answers_sha256, 'formerId', former_id,
            'newlyWrong', newly_wrong, 'newlyRight', newly_right, 'mcnemarP', mcnemar_p))
            || jsonb_build_object('metadata', metadata, 'figures', figures)
          FROM golden_evaluations WHERE id = ?::uuid
          """
              .formatted(BASE),
          "approval",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'action', action, 'recordType', record_type, 'recordId', record_id,
            'recordVersion', record_version, 'payloadSha256', payload_sha256, 'status', status,
            'requestReason', request_reason, 'requestedBy', jsonb_build_object(
              'issuer', requested_by_issuer, 'subject', requested_by_subject, 'name', requested_by_name),
            'decidedBy', jsonb_build_object(
              'issuer', decided_by_issuer, 'subject', decided_by_subject, 'name', decided_by_name),
            'decidedAt', pg_temp.micros(decided_at), 'decisionReason', decision_reason,
            'expiresAt', pg_temp.micros(expires_at)))
            || jsonb_build_object('metadata', metadata, 'payload', payload)
          FROM approvals WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for the records of modelops.
  private static final Map<String, String> LIVE_MODELOPS =
      Map.of(
          "registered_model",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'name', name, 'description', description, 'versions', versions,
            'lastActivityAt', pg_temp.micros(last_activity_at)))
            || jsonb_build_object('metadata', metadata, 'tags', tags, 'aliases', aliases)
          FROM registered_models WHERE id = ?::uuid
          """
              .formatted(BASE),
          "model_version",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'registeredModelId', registered_model_id, 'name', name, 'modelVersion', model_version,
            'description', description, 'tags', tags, 'runId', run_id, 'runLink', run_link,
            'framework', framework, 'modelType', model_type,
            'artifactUri', artifact_uri, 'artifactSha256', artifact_sha256, 'status', status,
            'rolloutPercentage', rollout_percentage, 'owner', owner,
            'baselineFeatures', to_jsonb(baseline_features), 'replacesId', replaces_id,
            'promotedAt', pg_temp.micros(promoted_at), 'registeredBy', jsonb_build_object(
              'issuer', registered_by_issuer, 'subject', registered_by_subject,
              'name', registered_by_name)))
            || jsonb_build_object('metadata', metadata, 'trainingData', training_data,
              'hyperparameters', hyperparameters, 'evaluationMetrics', evaluation_metrics,
              'goldenDatasetScores', golden_dataset_scores, 'fairnessMetrics', fairness_metrics,
              'explainability', explainability)
          FROM model_registry WHERE id = ?::uuid
          """
              .formatted(BASE),
          "model_baseline",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'modelId', model_id))
            || jsonb_build_object('metadata', metadata, 'features', features)
          FROM model_baselines WHERE id = ?::uuid
          """
              .formatted(BASE),
          "model_drift_detection",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'modelId', model_id, 'driftType', drift_type, 'source', source, 'feature', feature,
            'method', method, 'statistic', statistic, 'pValue', p_value,
            'pValueCorrected', p_value_corrected, 'threshold', threshold, 'effect', effect,
            'driftDetected', drift_detected, 'severity', severity, 'alert', alert, 'status', status,
            'referenceWindow', nullif(jsonb_strip_nulls(jsonb_build_object(
              'from', pg_temp.micros(reference_from), 'to', pg_temp.micros(reference_to))), '{}'),
            'currentWindow', nullif(jsonb_strip_nulls(jsonb_build_object(
              'from', pg_temp.micros(current_from), 'to', pg_temp.micros(current_to))), '{}'),
            'referenceRows', reference_rows, 'currentRows', current_rows,
            'inputSha256', input_sha256))
            || jsonb_build_object('metadata', metadata, 'parameters', parameters)
          FROM model_drift_detections WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for the records of monitoring.
  private static final Map<String, String> LIVE_MONITORING =
      Map.of(
          "slo_definition",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'service', service, 'name', name, 'description', description, 'sloType', slo_type,
            'target', trim_scale(target)::text, 'period', period, 'timeZone', time_zone,
            'thresholdMs', trim_scale(threshold_ms)::text, 'owner', owner, 'tags', to_jsonb(tags),
            'source', source, 'goodQuery', good_query, 'totalQuery', total_query,
            'lifecycle', lifecycle, 'retiredAt', pg_temp.micros(retired_at),
            'measuredBy', measured_by))
            || jsonb_build_object('metadata', metadata)
          FROM slo_definitions WHERE id = ?::uuid
          """
              .formatted(BASE),
          "slo_measurement",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'sloId', slo_id, 'service', service, 'sloName', slo_name, 'sloType', slo_type,
            'target', trim_scale(target)::text, 'windowStart', pg_temp.micros(window_start),
            'windowEnd', pg_temp.micros(window_end), 'measuredBy', measured_by,
            'goodEvents', trim_scale(good_events)::text,
            'totalEvents', trim_scale(total_events)::text,
            'measuredRatio', trim_scale(measured_ratio)::text, 'asRecorded', jsonb_build_object(
              'sli', trim_scale(recorded_sli)::text,
              'errorBudget', trim_scale(recorded_error_budget)::text,
              'burnRate', trim_scale(recorded_burn_rate)::text, 'status', recorded_status)))
            || jsonb_build_object('metadata', metadata)
          FROM slo_tracking WHERE id = ?::uuid
          """
              .formatted(BASE),
          "slo_exclusion",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'sloId', slo_id, 'startsAt', pg_temp.micros(starts_at), 'endsAt', pg_temp.micros(ends_at),
            'reason', reason, 'status', status))
            || jsonb_build_object('metadata', metadata)
          FROM slo_exclusions WHERE id = ?::uuid
          """
              .formatted(BASE),
          "slo_alert",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'sloId', slo_id, 'service', service, 'sloName', slo_name, 'pair', pair,
            'severity', severity, 'factor', trim_scale(factor)::text,
            'longBurn', trim_scale(long_burn)::text, 'shortBurn', trim_scale(short_burn)::text,
            'startedAt', pg_temp.micros(started_at), 'endedAt', pg_temp.micros(ended_at)))
            || jsonb_build_object('metadata', metadata)
          FROM slo_alerts WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for the records of compliance that are about data and access.
  private static final Map<String, String> LIVE_COMPLIANCE =
      Map.of(
          "data_classification",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'dataAsset', data_asset, 'system', system, 'dataType', data_type,
            'sensitivity', sensitivity, 'residency', residency,
            'allowedRegions', to_jsonb(allowed_regions), 'encryptionAtRest', encryption_at_rest,
            'encryptionInTransit', encryption_in_transit, 'retentionDays', retention_days,
            'autoDelete', auto_delete, 'legalBasis', legal_basis, 'purposes', to_jsonb(purposes),
            'owner', owner, 'accessRoles', to_jsonb(access_roles),
            'holdsDataSince', pg_temp.micros(holds_data_since),
            'lastReviewedAt', pg_temp.micros(last_reviewed_at),
            'deletedUpTo', pg_temp.micros(deleted_up_to), 'deletions', deletions,
            'retentionDueAt', pg_temp.micros(retention_due_at)))
            || jsonb_build_object('metadata', metadata)
          FROM data_classification WHERE id = ?::uuid
          """
              .formatted(BASE),
          "data_deletion",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'classificationId', classification_id, 'deletedUpTo', pg_temp.micros(deleted_up_to),
            'performedAt', pg_temp.micros(performed_at), 'recordsDeleted', records_deleted,
            'proofReference', proof_reference, 'proofSha256', proof_sha256,
            'performedBy', performed_by))
            || jsonb_build_object('metadata', metadata)
          FROM data_deletions WHERE id = ?::uuid
          """
              .formatted(BASE),
          "access_review",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'reviewType', review_type, 'scope', scope, 'status', status, 'reviewer', reviewer,
            'dueAt', pg_temp.micros(due_at), 'populationSource', population_source,
            'populationSha256', population_sha256, 'itemCount', item_count,
            'decidedItems', decided_items, 'revokedItems', revoked_items,
            'modifiedItems', modified_items, 'actionsPending', actions_pending,
            'actionsDone', actions_done, 'startedAt', pg_temp.micros(started_at),
            'completedAt', pg_temp.micros(completed_at), 'cancelledAt', pg_temp.micros(cancelled_at),
            'lastActivityAt', pg_temp.micros(last_activity_at)))
            || jsonb_build_object('metadata', metadata)
          FROM access_reviews WHERE id = ?::uuid
          """
              .formatted(BASE),
          "access_review_item",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'reviewId', review_id, 'position', position, 'issuer', issuer, 'subject', subject,
            'email', email, 'username', username, 'owner', owner, 'name', name,
            'peerGroup', peer_group, 'currentPermissions', to_jsonb(current_permissions),
            'lastUsedAt', pg_temp.micros(last_used_at), 'recommendation', recommendation,
            'decision', decision, 'decisionReason', decision_reason,
            'newPermissions', to_jsonb(new_permissions), 'decidedBy', jsonb_build_object(
              'issuer', decided_by_issuer, 'subject', decided_by_subject, 'name', decided_by_name),
            'decidedAt', pg_temp.micros(decided_at), 'actionStatus', action_status,
            'actionReference', action_reference, 'provedBySnapshotId', proved_by_snapshot_id))
            || jsonb_build_object('metadata', metadata,
              'recommendationReasons', recommendation_reasons)
          FROM access_review_items WHERE id = ?::uuid
          """
              .formatted(BASE),
          "access_snapshot",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'reviewId', review_id, 'source', source, 'takenAt', pg_temp.micros(taken_at),
            'itemCount', item_count, 'populationSha256', population_sha256,
            'provedItems', proved_items, 'stillHeldItems', still_held_items,
            'appliedItems', applied_items, 'notAppliedItems', not_applied_items))
            || jsonb_build_object('metadata', metadata)
          FROM access_review_snapshots WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for evidence and what is said of controls.
  private static final Map<String, String> LIVE_EVIDENCE =
      Map.of(
          "compliance_control",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'framework', framework, 'controlId', control_id, 'owner', owner, 'applicable', applicable,
            'applicabilityReason', applicability_reason))
            || jsonb_build_object('metadata', metadata)
          FROM compliance_controls WHERE id = ?::uuid
          """
              .formatted(BASE),
          "compliance_scope",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'framework', framework, 'categories', to_jsonb(categories)))
            || jsonb_build_object('metadata', metadata)
          FROM compliance_scopes WHERE id = ?::uuid
          """
              .formatted(BASE),
          "compliance_evidence",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'framework', framework, 'controlId', control_id, 'controls', to_jsonb(controls),
            'title', title, 'description', description, 'evidenceType', evidence_type,
            'status', status, 'owner', owner, 'rationale', rationale,
            'effectiveFrom', pg_temp.micros(effective_from), 'effectiveTo', pg_temp.micros(effective_to),
            'nextReviewDueAt', pg_temp.micros(next_review_due_at), 'revision', revision,
            'contentSha256', content_sha256, 'submittedAt', pg_temp.micros(submitted_at),
            'submittedBy', jsonb_build_object('issuer', submitted_by_issuer,
              'subject', submitted_by_subject, 'name', submitted_by_name),
            'approvedAt', pg_temp.micros(approved_at),
            'approvedBy', jsonb_build_object('issuer', approved_by_issuer,
              'subject', approved_by_subject, 'name', approved_by_name),
            'supersededById', superseded_by_id, 'reviewNotedFor', pg_temp.micros(review_noted_for)))
            || jsonb_build_object('metadata', metadata, 'links', links)
          FROM compliance_evidence WHERE id = ?::uuid
          """
              .formatted(BASE),
          "evidence_revision",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'evidenceId', evidence_id, 'number', number, 'content', content,
            'contentSha256', content_sha256, 'controls', to_jsonb(controls), 'byRationale', by_rationale,
            'effectiveFrom', pg_temp.micros(effective_from), 'effectiveTo', pg_temp.micros(effective_to),
            'author', jsonb_build_object('issuer', author_issuer, 'subject', author_subject,
              'name', author_name),
            'submittedAt', pg_temp.micros(submitted_at),
            'submittedBy', jsonb_build_object('issuer', submitted_by_issuer,
              'subject', submitted_by_subject, 'name', submitted_by_name),
            'approvedAt', pg_temp.micros(approved_at),
            'approvedBy', jsonb_build_object('issuer', approved_by_issuer,
              'subject', approved_by_subject, 'name', approved_by_name),
            'endedAt', pg_temp.micros(ended_at), 'endedBecause', ended_because))
            || jsonb_build_object('metadata', metadata)
          FROM evidence_revisions WHERE id = ?::uuid
          """
              .formatted(BASE),
          "evidence_file",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'evidenceId', evidence_id, 'name', name, 'mediaType', media_type, 'sizeBytes', size_bytes,
            'sha256', sha256, 'addedIn', added_in, 'removedIn', removed_in))
            || jsonb_build_object('metadata', metadata)
          FROM evidence_files WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for the records of backup.
  private static final Map<String, String> LIVE_BACKUP =
      Map.of(
          "backup",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'backupType', backup_type, 'target', target, 'engine', engine, 'region', region,
            'status', status, 'startedAt', pg_temp.micros(started_at),
            'completedAt', pg_temp.micros(completed_at), 'expiredAt', pg_temp.micros(expired_at),
            'sizeBytes', size_bytes, 'location', location, 'encrypted', encrypted,
            'encryptionAlgorithm', encryption_algorithm, 'checksum', checksum,
            'parentBackupId', parent_backup_id, 'rootBackupId', root_backup_id,
            'chainPosition', chain_position, 'retentionUntil', pg_temp.micros(retention_until),
            'failureReason', failure_reason, 'violationEventId', violation_event_id))
            || jsonb_build_object('metadata', metadata)
          FROM backup_restore_logs WHERE id = ?::uuid
          """
              .formatted(BASE),
          "backup_policy",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'target', target, 'owner', owner, 'status', status,
            'activatedAt', pg_temp.micros(activated_at), 'fullEverySeconds', full_every_seconds,
            'incrementalEverySeconds', incremental_every_seconds,
            'differentialEverySeconds', differential_every_seconds,
            'toleranceSeconds', tolerance_seconds, 'rpoSeconds', rpo_seconds,
            'rtoSeconds', rto_seconds, 'retentionDays', retention_days,
            'retentionFulls', retention_fulls))
            || jsonb_build_object('metadata', metadata)
          FROM backup_policies WHERE id = ?::uuid
          """
              .formatted(BASE),
          "restore",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'backupId', backup_id, 'target', target, 'purpose', purpose,
            'targetEnvironment', target_environment, 'status', status,
            'requestReason', request_reason, 'requestedBy', jsonb_build_object(
              'issuer', requested_by_issuer, 'subject', requested_by_subject,
              'name', requested_by_name),
            'requestedAt', pg_temp.micros(requested_at), 'startedAt', pg_temp.micros(started_at),
            'usableAt', pg_temp.micros(usable_at), 'completedAt', pg_temp.micros(completed_at),
            'lostAt', pg_temp.micros(lost_at),
            'newestRecoverableAt', pg_temp.micros(newest_recoverable_at), 'verified', verified,
            'rpoSeconds', trim_scale(rpo_seconds)::text, 'rtoSeconds', trim_scale(rto_seconds)::text,
            'rpoTargetSeconds', rpo_target_seconds, 'rtoTargetSeconds', rto_target_seconds,
            'failureReason', failure_reason, 'violationEventId', violation_event_id))
            || jsonb_build_object('metadata', metadata)
            || CASE WHEN verification IS NULL THEN '{}' ELSE jsonb_build_object('verification', verification) END
          FROM backup_restores WHERE id = ?::uuid
          """
              .formatted(BASE),
          "stale_backup",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'policyId', policy_id, 'target', target, 'backupType', backup_type,
            'lastBackupId', last_backup_id, 'dueAt', pg_temp.micros(due_at),
            'violationEventId', violation_event_id))
            || jsonb_build_object('metadata', metadata)
          FROM stale_backups WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for experiments.
  private static final Map<String, String> LIVE_CHAOS =
      Map.of(
          "chaos_test_result",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'name', name, 'testType', test_type, 'target', target, 'environment', environment,
            'source', source, 'status', status, 'plannedMethod', to_jsonb(planned_method),
            'plannedRollbacks', to_jsonb(planned_rollbacks), 'errorRateQuery', error_rate_query,
            'latencyP95Query', latency_p95_query, 'clock', jsonb_build_object(
              'startedAt', pg_temp.micros(started_at),
              'faultInjectedAt', pg_temp.micros(fault_injected_at),
              'faultClearedAt', pg_temp.micros(fault_cleared_at),
              'recoveredAt', pg_temp.micros(recovered_at),
              'completedAt', pg_temp.micros(completed_at)),
            'maxDurationMs', max_duration_ms, 'deadlineAt', pg_temp.micros(deadline_at),
            'maxRecoveryMs', max_recovery_ms, 'windows', nullif(jsonb_strip_nulls(jsonb_build_object(
              'errorRateBefore', trim_scale(error_rate_before)::text,
              'errorRateDuring', trim_scale(error_rate_during)::text,
              'errorRateAfter', trim_scale(error_rate_after)::text,
              'latencyP95Before', trim_scale(latency_p95_before)::text,
              'latencyP95During', trim_scale(latency_p95_during)::text,
              'latencyP95After', trim_scale(latency_p95_after)::text)), '{}'),
            'outcome', outcome, 'endReason', end_reason, 'failurePoints', to_jsonb(failure_points),
            'recoveryActions', to_jsonb(recovery_actions), 'lessonsLearned', lessons_learned,
            'incidentId', incident_id, 'journalSha256', journal_sha256, 'toolStatus', tool_status,
            'conclusion', conclusion))
            || jsonb_build_object('metadata', metadata, 'hypothesis', hypothesis,
              'measurements', measurements, 'activities', activities)
          FROM chaos_test_results WHERE id = ?::uuid
          """
              .formatted(BASE));

  /// The same for the release gate.
  private static final Map<String, String> LIVE_GATE =
      Map.of(
          "gate_policy",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'status', status, 'number', number, 'basedOn', based_on, 'suites', to_jsonb(suites),
            'driftRecencySeconds', drift_recency_seconds, 'sloIds', to_jsonb(slo_ids),
            'controls', to_jsonb(controls), 'reason', reason,
            'inForceAt', pg_temp.micros(in_force_at),
            'supersededAt', pg_temp.micros(superseded_at)))
            || jsonb_build_object('metadata', metadata, 'datasets', datasets)
          FROM gate_policies WHERE id = ?::uuid
          """
              .formatted(BASE),
          "model_promotion",
          """
          SELECT personal_salt, version, jsonb_strip_nulls(jsonb_build_object(%s,
            'modelId', model_id, 'registeredModelId', registered_model_id,
            'rolloutPercentage', rollout_percentage, 'reason', reason, 'approvalId', approval_id,
            'overridden', overridden, 'overrideEventId', override_event_id,
            'gateVerdict', gate_verdict, 'policyId', policy_id))
            || jsonb_build_object('metadata', metadata, 'gate', gate)
          FROM model_promotions WHERE id = ?::uuid
          """
              .formatted(BASE));

  private static final List<String> PERSONAL_OF_ALL =
      List.of("/createdBy/name", "/updatedBy/name", "/metadata");

  private static final Map<String, List<String>> PERSONAL =
      Map.of(
          "security_event",
          List.of(
              "/title",
              "/description",
              "/sourceIp",
              "/actor",
              "/resource",
              "/assignee",
              "/resolution",
              "/riskAssessment",
              "/fingerprint",
              "/authorityReport/delayReason"),
          "incident",
          List.of("/title", "/summary", "/commander", "/rootCause", "/postmortem"),
          "timeline_entry",
          List.of("/text"),
          "action_item",
          List.of("/title", "/owner"),
          "secret_rotation",
          List.of("/failureReason", "/owner", "/initiatedBy"),
          "rotation_policy",
          List.of(),
          "golden_dataset",
          List.of("/description", "/changeNote"),
          "regression_test_result",
          List.of("/expected", "/actual", "/errorMessage"),
          "golden_evaluation",
          List.of(),
          "approval",
          List.of("/requestReason", "/decisionReason", "/requestedBy/name", "/decidedBy/name"));

  private static final Map<String, List<String>> PERSONAL_MODELOPS =
      Map.of(
          "registered_model",
          List.of("/description"),
          "model_version",
          List.of("/description", "/owner", "/registeredBy/name"),
          "model_baseline",
          List.of(),
          "model_drift_detection",
          List.of());

  private static final Map<String, List<String>> PERSONAL_MONITORING =
      Map.of(
          "slo_definition",
          List.of("/description", "/owner"),
          "slo_measurement",
          List.of(),
          "slo_exclusion",
          List.of("/reason"),
          "slo_alert",
          List.of());
  private static final Map<String, List<String>> PERSONAL_COMPLIANCE =
      Map.of(
          "data_classification",
          List.of("/legalBasis", "/owner"),
          "data_deletion",
          List.of("/performedBy"),
          "access_review",
          List.of("/reviewer", "/populationSha256"),
          "access_review_item",
          List.of(
              "/subject",
              "/email",
              "/username",
              "/owner",
              "/name",
              "/decisionReason",
              "/decidedBy/name"),
          "access_snapshot",
          List.of("/populationSha256"));
  private static final Map<String, List<String>> PERSONAL_EVIDENCE =
      Map.of(
          "compliance_control",
          List.of("/owner"),
          "compliance_scope",
          List.of(),
          "compliance_evidence",
          List.of(
              "/title",
              "/description",
              "/owner",
              "/rationale",
              "/submittedBy/name",
              "/approvedBy/name"),
          "evidence_revision",
          List.of("/content", "/author/name", "/submittedBy/name", "/approvedBy/name"),
          "evidence_file",
          List.of("/name"));

  private static final Map<String, List<String>> PERSONAL_BACKUP =
      Map.of(
          "backup",
          List.of("/failureReason"),
          "backup_policy",
          List.of("/owner"),
          "restore",
          List.of("/requestReason", "/requestedBy/name", "/failureReason"),
          "stale_backup",
          List.of());

  private static final Map<String, List<String>> PERSONAL_CHAOS =
      Map.of(
          "chaos_test_result",
          List.of("/endReason", "/failurePoints", "/recoveryActions", "/lessonsLearned"));

  private static final Map<String, List<String>> PERSONAL_GATE =
      Map.of("gate_policy", List.of("/reason"), "model_promotion", List.of("/reason"));

  private static final List<Map<String, String>> LIVE_OF_ALL =
      List.of(
          LIVE,
          LIVE_MODELOPS,
          LIVE_MONITORING,
          LIVE_COMPLIANCE,
          LIVE_EVIDENCE,
          LIVE_BACKUP,
          LIVE_CHAOS,
          LIVE_GATE);

  private static final List<Map<String, List<String>>> PERSONAL_BY_TYPE =
      List.of(
          PERSONAL,
          PERSONAL_MODELOPS,
          PERSONAL_MONITORING,
          PERSONAL_COMPLIANCE,
          PERSONAL_EVIDENCE,
          PERSONAL_BACKUP,
          PERSONAL_CHAOS,
          PERSONAL_GATE);

  private final ObjectMapper mapper = new ObjectMapper();
  private Connection connection;
  private long position;
  private final Map<String, ObjectNode> states = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private final Map<String, String> broken = new HashMap<>();

  /// Pointers of erased fields by record, with the position of the newest tombstone that names
  /// them.
  private final Map<String, Map<String, Long>> erased = new HashMap<>();

  private int batchRows;
  private int personalValues;
  private int besides;
  private int verifiedStates;

  /// Verifies everything that is in the ledger. Fails on a line that is not of the format; tells of
  /// records that are not what their lines say.
  public static Report verify(String jdbcUrl) throws SQLException, IOException {
    return new LedgerVerifier().goOn(jdbcUrl);
  }

  /// Verifies what came since the last call, and the live rows of the records it is about.
  ///
  /// @return all that was verified so far, but of the records only these
  public Report goOn(String jdbcUrl) throws SQLException, IOException {
    try (var session = DriverManager.getConnection(jdbcUrl)) {
      connection = session;
      // One snapshot: lines and rows of the same moment.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (var statement = connection.createStatement()) {
        statement.execute(
            """
            CREATE FUNCTION pg_temp.micros(timestamptz) RETURNS text LANGUAGE sql AS
              $$ SELECT to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$
            """);
      }
      var report = run();
      connection.rollback();
      return report;
    }
  }

  private Report run() throws SQLException, IOException {
    touched.clear();
    tombstones();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT p.position, p.leaf, l.*, y.change AS beside, y.personal
                FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
                LEFT JOIN ledger_payloads y ON y.line_id = l.id AND y.row_index = -1
                WHERE p.position >= %d ORDER BY p.position
                """
                    .formatted(position))) {
      while (rows.next()) {
        assertThat(rows.getLong("position")).as("positions have no gap").isEqualTo(position++);
        line(rows);
      }
    }
    var live = new HashMap<String, JsonNode>();
    for (var id : touched) {
      live.put(id, live(id));
    }
    return new Report(position, batchRows, personalValues, besides, verifiedStates, live, broken);
  }

  private void tombstones() throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT p.position, l.bytes FROM ledger_positions p JOIN audit_log l ON l.id = p.line_id
                WHERE l.action = 'personal_data.erased' ORDER BY p.position
                """)) {
      while (rows.next()) {
        var line = mapper.readTree(rows.getBytes(2));
        for (var field : line.at("/change/fields")) {
          erased
              .computeIfAbsent(line.get("recordId").textValue(), id -> new HashMap<>())
              .put(field.textValue(), rows.getLong(1));
        }
      }
    }
  }

  private void line(ResultSet row) throws SQLException, IOException {
    var bytes = row.getBytes("bytes");
    var at = "line at " + row.getLong("position");
    assertThat(bytes.length).as(at).isLessThanOrEqualTo(65_535);
    assertThat(row.getBytes("leaf")).as(at).isEqualTo(sha256(new byte[] {0}, bytes));
    var line = parse(bytes, at);
    columns(row, line, at);
    disclose(line, row.getBytes("beside"), row.getString("personal"), at, row.getLong("position"));
    if (line.has("batch")) {
      batch(row.getLong("id"), line, at, row.getLong("position"));
    } else if (line.has("stateSha256")) {
      replay(line.get("recordType").textValue(), line, at);
    }
  }

  private ObjectNode parse(byte[] bytes, String at) throws IOException {
    var canonical =
        new JsonCanonicalizer(new String(bytes, StandardCharsets.UTF_8)).getEncodedUTF8();
    assertThat(bytes).as(at + " is canonical").isEqualTo(canonical);
    return (ObjectNode) mapper.readTree(bytes);
  }

  private void columns(ResultSet row, ObjectNode line, String at) throws SQLException {
    line.fieldNames().forEachRemaining(name -> assertThat(LINE).as(at).contains(name));
    assertThat(line.get("formatVersion").intValue()).as(at).isEqualTo(1);
    assertThat(row.getInt("format_version")).as(at).isEqualTo(1);
    assertThat(row.getString("actor_issuer")).isEqualTo(line.at("/actor/issuer").textValue());
    assertThat(row.getString("actor_subject")).isEqualTo(line.at("/actor/subject").textValue());
    for (var name : List.of("action", "recordType", "recordId", "requestId")) {
      assertThat(
              row.getString(name.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT)))
          .as(at + " " + name)
          .isEqualTo(line.path(name).textValue());
    }
    assertThat(row.getObject("record_version", Long.class))
        .as(at)
        .isEqualTo(line.has("recordVersion") ? line.get("recordVersion").longValue() : null);
    assertThat(row.getBytes("state_sha256"))
        .as(at)
        .isEqualTo(
            line.has("stateSha256")
                ? HexFormat.of().parseHex(line.get("stateSha256").textValue())
                : null);
    assertThat(row.getObject("occurred_at", java.time.OffsetDateTime.class).toInstant())
        .as(at)
        .isEqualTo(java.time.Instant.parse(line.get("occurredAt").textValue()));
    assertThat(line.get("occurredAt").textValue()).matches("[-0-9]{10}T[0-9:]{8}\\.[0-9]{6}Z");
  }

  /// Puts a change kept beside in its place, then holds each personal value against its digest.
  private void disclose(ObjectNode line, byte[] beside, String personal, String at, long position)
      throws IOException {
    var change = line.path("change");
    if (beside != null) {
      assertThat(change.path("sha256").textValue()).as(at).isEqualTo(hex(sha256(beside)));
      assertThat(change.path("size").intValue()).as(at).isEqualTo(beside.length);
      assertThat(change.size()).as(at).isEqualTo(2);
      line.set("change", parse(beside, at + " change"));
      besides++;
    }
    var digests = new TreeSet<String>();
    digests(line, "", digests);
    var values = personal == null ? mapper.createObjectNode() : mapper.readTree(personal);
    var disclosed = new TreeSet<String>();
    values.fieldNames().forEachRemaining(disclosed::add);
    assertThat(digests).as(at + ": no value without its digest").containsAll(disclosed);
    if (!line.path("recordType").asText().equals(TEST_TYPE)) {
      digests.removeIf(pointer -> isErased(line, pointer, position));
      assertThat(disclosed)
          .as(at + ": each personal digest has its value, unless it was erased")
          .isEqualTo(digests);
    }
    for (var value : values.properties()) {
      var salt = Base64.getDecoder().decode(value.getValue().get("salt").textValue());
      assertThat(salt).as(at).hasSize(16);
      assertThat(line.at(value.getKey()).get("sha256").textValue())
          .as(at + " " + value.getKey())
          .isEqualTo(hex(sha256(salt, canonical(value.getValue().get("value")))));
      personalValues++;
    }
  }

  /// A tombstone names the field; the line of the erasure itself does not tell what was before.
  private boolean isErased(JsonNode line, String pointer, long position) {
    var inState = pointer.replaceFirst("^/change(/[^/]+)/(before|after)", "$1");
    var fields = erased.getOrDefault(line.path("recordId").asText(), Map.of());
    var erasing = line.path("action").asText().endsWith(".erased");
    return pointer.matches("/change/[^/]+/before.*") && erasing
        || !erasing && position < fields.getOrDefault(inState, -1L);
  }

  private static void digests(JsonNode node, String pointer, Set<String> found) {
    if (node.isObject()) {
      if (node.size() == 1 && node.path("sha256").isTextual()) {
        found.add(pointer);
      } else {
        node.properties().forEach(p -> digests(p.getValue(), pointer + "/" + p.getKey(), found));
      }
    }
  }

  private void batch(long lineId, ObjectNode line, String at, long position)
      throws SQLException, IOException {
    var rows = new ArrayList<byte[]>();
    try (var statement =
        connection.prepareStatement(
            """
            SELECT b.row_index, b.record_id, b.bytes, y.change, y.personal::text
            FROM ledger_batch_rows b LEFT JOIN ledger_payloads y ON y.line_id = b.line_id AND y.row_index = b.row_index
            WHERE b.line_id = ? ORDER BY b.row_index
            """)) {
      statement.setLong(1, lineId);
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          var where = at + " row " + rows.size();
          assertThat(result.getInt(1)).as(where).isEqualTo(rows.size());
          var bytes = result.getBytes(3);
          rows.add(bytes);
          var row = parse(bytes, where);
          assertThat(row.get("recordId").textValue()).as(where).isEqualTo(result.getString(2));
          disclose(row, result.getBytes(4), result.getString(5), where, position);
          replay(line.get("recordType").textValue(), row, where);
          batchRows++;
        }
      }
    }
    assertThat(line.at("/batch/count").intValue()).as(at).isEqualTo(rows.size());
    assertThat(line.at("/batch/rootSha256").textValue()).as(at).isEqualTo(hex(root(rows)));
  }

  /// The root as a log would build it, leaf by leaf: complete subtrees of equal size are joined.
  public static byte[] root(List<byte[]> entries) {
    var hashes = new ArrayDeque<byte[]>();
    var sizes = new ArrayDeque<Integer>();
    for (var entry : entries) {
      hashes.push(sha256(new byte[] {0}, entry));
      sizes.push(1);
      while (sizes.size() > 1 && sizes.peek().equals(sizes.stream().skip(1).findFirst().get())) {
        join(hashes, sizes);
      }
    }
    while (hashes.size() > 1) {
      join(hashes, sizes);
    }
    return hashes.isEmpty() ? sha256() : hashes.peek();
  }

  private static void join(ArrayDeque<byte[]> hashes, ArrayDeque<Integer> sizes) {
    var right = hashes.pop();
    hashes.push(sha256(new byte[] {1}, hashes.pop(), right));
    sizes.push(sizes.pop() + sizes.pop());
  }

  /// Applies one change and holds the outcome against the digest in the line.
  private void replay(String type, ObjectNode line, String at) throws IOException {
    var id = line.get("recordId").textValue();
    types.put(id, type);
    touched.add(id);
    var state = states.computeIfAbsent(id, key -> mapper.createObjectNode());
    for (var field : line.get("change").properties()) {
      var name = field.getKey();
      same(id, at + " " + name + " before", field.getValue().path("before"), state.path(name));
      if (field.getValue().has("after")) {
        state.set(name, field.getValue().get("after"));
      } else {
        state.remove(name);
      }
    }
    same(id, at + " version", state.path("version"), line.get("recordVersion"));
    same(
        id,
        at + " replayed state",
        hex(sha256(canonical(state))),
        line.get("stateSha256").textValue());
    verifiedStates++;
  }

  private void same(String id, String what, Object is, Object shouldBe) {
    if (!shouldBe.equals(is)) {
      broken.putIfAbsent(id, "%s: %s instead of %s".formatted(what, is, shouldBe));
    }
  }

  /// The record as it is now, sealed the way the ledger does.
  private JsonNode live(String id) throws SQLException, IOException {
    var type = types.get(id);
    try (var statement = connection.prepareStatement(of(type, LIVE_OF_ALL))) {
      statement.setString(1, id);
      try (var row = statement.executeQuery()) {
        assertThat(row.next()).as(type + " " + id + " is there").isTrue();
        var state = (ObjectNode) mapper.readTree(row.getString(3));
        var readable = state.deepCopy();
        state.properties().removeIf(p -> isEmptyRecord(p.getKey(), p.getValue()));
        seal(state, type, row.getBytes(1));
        same(
            id,
            type + " row and ledger",
            new String(canonical(state), StandardCharsets.UTF_8),
            new String(canonical(states.get(id)), StandardCharsets.UTF_8));
        return readable;
      }
    }
  }

  /// What is known of a record type, wherever it stands. All kinds of records the verifier can
  /// read.
  public static Set<String> recordTypes() {
    var types = new TreeSet<String>();
    LIVE_OF_ALL.forEach(feature -> types.addAll(feature.keySet()));
    return types;
  }

  private static <T> T of(String type, List<Map<String, T>> features) {
    return features.stream()
        .filter(known -> known.containsKey(type))
        .map(known -> known.get(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record type is called " + type));
  }

  private static boolean isEmptyRecord(String name, JsonNode value) {
    return Set.of("authorityReport", "decidedBy", "submittedBy", "approvedBy").contains(name)
        && value.isEmpty();
  }

  private static void seal(ObjectNode state, String type, byte[] recordSalt) throws IOException {
    var pointers = new ArrayList<>(PERSONAL_OF_ALL);
    pointers.addAll(of(type, PERSONAL_BY_TYPE));
    for (var pointer : pointers) {
      var value = state.at(pointer);
      if (!value.isMissingNode()) {
        var cut = pointer.lastIndexOf('/');
        var salt = Arrays.copyOf(sha256(recordSalt, pointer.getBytes(StandardCharsets.UTF_8)), 16);
        ((ObjectNode) state.at(pointer.substring(0, cut)))
            .putObject(pointer.substring(cut + 1))
            .put("sha256", hex(sha256(salt, canonical(value))));
      }
    }
  }

  private static byte[] canonical(JsonNode node) throws IOException {
    var array = new ArrayNode(new ObjectMapper().getNodeFactory()).add(node);
    var text = new JsonCanonicalizer(array.toString()).getEncodedString();
    return text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
