import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { SecurityEvent } from '@/api/types';
import { usePerson } from '@/auth/context';
import classes from '@/components/Detail.module.css';
import { PendingApproval } from '@/components/PendingApproval';
import { ExactTime } from '@/components/Time';
import { duration, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import { deadlineOf } from './deadline';
import { eventKeys, RECORD_TYPE } from './queries';
import type { Change } from './use-change';
import { authorityName, reportStates } from './words';

const ReportDialog = lazy(async () => ({ default: (await import('./ReportDialog')).ReportDialog }));

export type ReportTask = 'require' | 'record' | 'waive';

/** Whether an authority must be told of this event, by when, and that it was. */
export function ReportSection({ event, change }: { event: SecurityEvent; change: Change }) {
  const person = usePerson();
  const client = useQueryClient();
  const now = useNow();
  const [task, setTask] = useState<ReportTask>();
  const report = event.authorityReport;
  const state = reportStates[report.state];
  const may = person.may.recordAuthorityReports;
  const isReported = report.reportedAt !== null;
  return (
    <section className={classes.section} aria-label="Authority report">
      <div className={classes.sectionHead}>
        <h3>Authority report</h3>
        <span className={classes.state} data-tone={state.tone}>
          {state.text}
        </span>
      </div>
      {report.state === 'not_assessed' && (
        <p className={classes.text}>Nobody has decided yet whether an authority must be told.</p>
      )}
      {report.state === 'not_required' && (
        <p className={classes.text}>Decided by two people. The event stays in the register.</p>
      )}
      {report.required === true && (
        <dl className={classes.facts}>
          <dt>Authority</dt>
          <dd>{authorityName(report.authority)}</dd>
          {report.dueAt && (
            <>
              <dt>Due</dt>
              <dd>
                <time dateTime={report.dueAt} className="figures">
                  {utcThisYear(report.dueAt, now)}
                </time>{' '}
                <DueIn event={event} />
              </dd>
            </>
          )}
          {report.reportedAt && (
            <>
              <dt>Reported</dt>
              <dd>
                <ExactTime at={report.reportedAt} />
              </dd>
            </>
          )}
          {report.reference && (
            <>
              <dt>Reference</dt>
              <dd>{report.reference}</dd>
            </>
          )}
          {report.delayReason && (
            <>
              <dt>Why late</dt>
              <dd>{report.delayReason}</dd>
            </>
          )}
        </dl>
      )}
      <PendingApproval
        recordType={RECORD_TYPE}
        id={event.id}
        onDecided={() => {
          void client.invalidateQueries({ queryKey: eventKeys.record(event.id) });
          void client.invalidateQueries({ queryKey: eventKeys.summary });
        }}
      />
      {may && !isReported && (
        <div className={classes.actions} style={{ margin: '12px 0 0' }}>
          {report.required === true ? (
            <Button size="xs" onClick={() => setTask('record')}>
              Record the report
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={() => setTask('require')}>
              Report required
            </Button>
          )}
          {report.required !== false && (
            <Button size="xs" variant="default" onClick={() => setTask('waive')}>
              Not required
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {task && (
          <ReportDialog event={event} task={task} change={change} onClose={() => setTask(undefined)} />
        )}
      </Suspense>
    </section>
  );
}

/** Only the word: the exact time and its distance stand beside it. */
function DueIn({ event }: { event: SecurityEvent }) {
  const deadline = deadlineOf(event.authorityReport, useNow());
  if (!deadline) return null;
  const { state, distance } = deadline;
  if (state === 'overdue')
    return (
      <strong className={classes.state} data-tone="bad">
        {duration(distance)} overdue
      </strong>
    );
  return (
    <span className={classes.state} data-tone={state === 'near' ? 'warn' : 'plain'}>
      {duration(distance)} left
    </span>
  );
}
