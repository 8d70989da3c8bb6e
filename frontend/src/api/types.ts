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

export type LedgerEntryPage = Schemas['PageLedgerEntryView'];
export type InclusionProof = Schemas['InclusionProof'];
export type BatchRowProof = Schemas['BatchRowProof'];
export type ConsistencyProof = Schemas['ConsistencyProof'];
export type LedgerKeys = Schemas['LedgerKeys'];
export type AnchorList = Schemas['AnchorList'];
export type Anchor = Schemas['AnchorView'];
export type Verification = Schemas['LedgerVerificationView'];
export type VerificationPage = Schemas['PageLedgerVerificationView'];
export type RecordState = Schemas['RecordStateView'];

export type ChaosTest = Schemas['ChaosTestView'];
export type ChaosPage = Schemas['PageChaosTestView'];
export type ChaosSummary = Schemas['ChaosSummary'];
export type ImportedJournal = Schemas['ImportedJournal'];
export type Evidence = Schemas['EvidenceView'];
export type TestStatus = Schemas['TestStatus'];
export type SuiteStanding = Schemas['SuiteStanding'];
export type SuiteSummary = Schemas['SuiteSummary'];
export type SuiteRun = Schemas['SuiteRun'];
export type SuiteCounts = Schemas['SuiteCounts'];
export type TestResult = Schemas['RegressionResultView'];
export type TestResultPage = Schemas['PageRegressionResultView'];
export type JUnitImported = Schemas['Imported'];

export type GoldenDataset = Schemas['GoldenDatasetView'];
export type GoldenDatasetPage = Schemas['PageGoldenDatasetView'];
export type GoldenItem = Schemas['GoldenItemReport'];
export type DatasetDiff = Schemas['DatasetDiff'];
export type DatasetDifference = Schemas['Difference'];
export type FieldComparator = Schemas['FieldComparator'];
export type Evaluation = Schemas['EvaluationView'];
export type EvaluationPage = Schemas['PageEvaluationView'];
export type EvaluationShare = Schemas['Share'];
export type ItemOutcome = Schemas['ItemOutcome'];
export type ItemOutcomes = Schemas['Outcomes'];
export type TrustOverview = Schemas['TrustOverview'];
export type TrustBlock = Schemas['TrustBlock'];
export type TrustTask = Schemas['TrustTask'];
export type TrustScore = Schemas['TrustScore'];
export type TrustDomain = Schemas['TrustDomain'];
export type TrustState = Schemas['TrustState'];
export type TrustReason = Schemas['TrustReason'];
export type DomainScore = Schemas['DomainScore'];
export type ClaimScore = Schemas['ClaimScore'];
export type ScoreHistory = Schemas['ScoreHistory'];
export type ScoreMoment = Schemas['ScoreMoment'];
export type GatePolicy = Schemas['GatePolicyView'];
export type GatePolicyReport = Schemas['GatePolicyReport'];
