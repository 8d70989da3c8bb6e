import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Slo, SloExclusion } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import detail from '@/components/Detail.module.css';
import { PendingApproval } from '@/components/PendingApproval';
import { StatusBadge } from '@/components/StatusBadge';
import { authorName, spanText, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './Exclusions.module.css';
import { EXCLUSION_TYPE, renewSlo, revokeExclusion, sloExclusions } from './queries';

const ExcludeDialog = lazy(async () => ({ default: (await import('./ExcludeDialog')).ExcludeDialog }));
const RevokeDialog = lazy(async () => ({
  default: (await import('@/components/StatusDialog')).StatusDialog,
}));

/** Time that does not count, such as maintenance: each with its reason and a second person. */
export function Exclusions({ slo }: { slo: Slo }) {
  const api = useApi();
  const person = usePerson();
  const client = useQueryClient();
  const now = useNow();
  const exclusions = useQuery(sloExclusions(api, slo.id)).data ?? [];
  const [asking, setAsking] = useState(false);
  const [revoking, setRevoking] = useState<SloExclusion>();
  const revoke = useMutation({
    mutationFn: (reason: string) => {
      if (!revoking) throw new Error('Nothing to revoke.');
      return revokeExclusion(api, revoking, reason);
    },
    onSuccess: () => {
      setRevoking(undefined);
      renewSlo(client, slo.id);
    },
  });
  return (
    <section className={detail.section}>
      <div className={detail.sectionHead}>
        <h3>Exclusions</h3>
        {person.may.changeSlos && slo.lifecycle === 'active' && (
          <Button size="compact-xs" variant="default" className={detail.end} onClick={() => setAsking(true)}>
            Exclude a time
          </Button>
        )}
      </div>
      {exclusions.length === 0 ? (
        <p className={detail.text}>Every minute counts: nothing is excluded.</p>
      ) : (
        <ul className={classes.list}>
          {exclusions.map((one) => (
            <li key={one.id} data-status={one.status}>
              <span className={classes.head}>
                <span className="figures">{utcThisYear(one.startsAt, now)}</span>
                <span className="dim">for {spanText(Date.parse(one.endsAt) - Date.parse(one.startsAt))}</span>
                <StatusBadge status={one.status} />
                {person.may.changeSlos && one.nextStatuses.includes('revoked') && (
                  <button
                    type="button"
                    className={detail.linkish}
                    onClick={() => {
                      revoke.reset();
                      setRevoking(one);
                    }}
                  >
                    Revoke
                  </button>
                )}
              </span>
              <span>{one.reason}</span>
              <span className="dim">by {authorName(one.createdBy)}</span>
              {one.status === 'requested' && (
                <PendingApproval
                  recordType={EXCLUSION_TYPE}
                  id={one.id}
                  onDecided={() => renewSlo(client, slo.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <Suspense>
        {asking && <ExcludeDialog slo={slo} onClose={() => setAsking(false)} />}
        {revoking && (
          <RevokeDialog
            title="Count this time again"
            subject={`${utcThisYear(revoking.startsAt, now)}: ${revoking.reason}`}
            reasonRequired
            confirm="Revoke the exclusion"
            busy={revoke.isPending}
            error={revoke.error}
            onConfirm={({ reason }) => revoke.mutate(reason ?? '')}
            onClose={() => setRevoking(undefined)}
          />
        )}
      </Suspense>
    </section>
  );
}
