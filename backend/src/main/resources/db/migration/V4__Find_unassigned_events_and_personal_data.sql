-- Two filters had no index to count by: who has no assignee is in the same index as who has one,
-- and events on personal data get their own.
DROP INDEX security_events_by_assignee;
CREATE INDEX security_events_by_assignee ON security_events (assignee, occurred_at, id);
CREATE INDEX security_events_by_personal_data ON security_events (personal_data, occurred_at, id);
