import type { components } from './schema';

// The names the features speak, in one place: when the document changes, the compiler points here first.
type Schemas = components['schemas'];

export type Person = Schemas['Author'];
export type Count = Schemas['Count'];
export type Me = Schemas['Me'];

export type Severity = Schemas['Severity'];
export type SecurityEventStatus = Schemas['SecurityEventStatus'];
export type SecurityEventType = Schemas['SecurityEventType'];
export type SecurityEvent = Schemas['SecurityEventView'];
export type SecurityEventPage = Schemas['PageSecurityEventView'];
export type SecurityEventSummary = Schemas['SecurityEventSummary'];
export type AuthorityReport = Schemas['AuthorityReportView'];
export type ReportState = AuthorityReport['state'];
export type NextStatus = Schemas['NextStatus'];
export type Approval = Schemas['ApprovalView'];
export type ApprovalPage = Schemas['PageApprovalView'];
/** Fields before and after; a creation has only an after. */
export type LedgerChange = Record<string, { before?: unknown; after?: unknown } | undefined>;
export type LedgerEntry = Omit<Schemas['LedgerEntryView'], 'change'> & { change: LedgerChange | null };

export type Incident = Schemas['IncidentView'];
export type IncidentPage = Schemas['PageIncidentView'];
export type IncidentSeverity = Schemas['IncidentSeverity'];
export type IncidentStatus = Schemas['IncidentStatus'];
export type IncidentStep = Schemas['IncidentStep'];
export type IncidentType = Schemas['IncidentType'];
export type IncidentMetrics = Schemas['IncidentMetrics'];
export type IncidentFigures = Schemas['Figures'];
export type TimelineEntry = Schemas['TimelineEntryView'];
export type ActionItem = Schemas['ActionItemView'];
export type ActionItemPage = Schemas['PageActionItemView'];
export type ActionItemStatus = Schemas['ActionItemStatus'];

export type SecretType = Schemas['SecretType'];
export type RotationType = Schemas['RotationType'];
export type RotationStatus = Schemas['RotationStatus'];
export type SecretRotation = Schemas['SecretRotationView'];
export type SecretRotationPage = Schemas['PageSecretRotationView'];
export type RotationReport = Schemas['RotationReport'];
export type DueRotations = Schemas['DueRotations'];
export type DueRotation = Schemas['DueRotation'];
export type DueState = Schemas['DueState'];
export type RotationPolicy = Schemas['RotationPolicyView'];

export type Slo = Schemas['SloDefinitionView'];
export type SloPage = Schemas['PageSloDefinitionView'];
export type SloStanding = Schemas['SloStanding'];
export type SloStatus = Schemas['SloStatus'];
export type SloType = Schemas['SloType'];
export type SloAlerts = Schemas['SloAlertsView'];
export type SloPair = Schemas['SloPairView'];
export type SloSeries = Schemas['SloSeriesView'];
export type SloState = Schemas['SloStatusView'];
export type SloExclusion = Schemas['SloExclusionView'];
export type OpenSloImported = Schemas['OpenSloImported'];

export type AccessReview = Schemas['AccessReviewView'];
export type AccessReviewPage = Schemas['PageAccessReviewView'];
export type ReviewType = Schemas['ReviewType'];
export type ReviewStatus = Schemas['ReviewStatus'];
export type AccessItem = Schemas['AccessReviewItemView'];
export type AccessItemPage = Schemas['PageAccessReviewItemView'];
export type AccessDecision = Schemas['AccessDecision'];
export type AccessSnapshot = Schemas['AccessSnapshotView'];
export type HeldAccess = Schemas['HeldAccessReport'];

export type Classification = Schemas['DataClassificationView'];
export type ClassificationPage = Schemas['PageDataClassificationView'];
export type ClassificationSummary = Schemas['DataClassificationSummary'];
export type DataType = Schemas['DataType'];
export type Sensitivity = Schemas['Sensitivity'];
export type Residency = Schemas['Residency'];
export type DataUse = Schemas['DataUse'];
export type DataCheck = Schemas['DataCheckAnswer'];
export type DenialRule = Schemas['DenialRule'];
export type DataDeletion = Schemas['DataDeletionView'];

export type Backup = Schemas['BackupView'];
export type BackupPage = Schemas['PageBackupView'];
export type BackupChain = Schemas['BackupChainView'];
export type BackupSummary = Schemas['BackupSummary'];
export type BackupTarget = Schemas['TargetSummary'];
export type BackupPolicy = Schemas['BackupPolicyView'];
export type Restore = Schemas['RestoreView'];
export type RestorePage = Schemas['PageRestoreView'];
export type RestoreTrend = Schemas['RestoreTrend'];
export type RetentionPlan = Schemas['RetentionPlan'];
