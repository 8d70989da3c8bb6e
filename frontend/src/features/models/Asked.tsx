import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelStatus, ModelVersion, ReleaseGate } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import { StatusDialog } from '@/components/StatusDialog';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { EditDialog } from './EditDialog';
import { askOverride, renew, VERSION_TYPE } from './queries';
import { ShareDialog } from './ShareDialog';
import type { Asking } from './Standing';
import { heirOf } from './split';
import type { VersionChange } from './use-change';
import { moveName, ruleName } from './words';

interface Props {
  asking: Asking;
  /** The version as it was when the dialog opened. */
  seen: ModelVersion;
  gate: ReleaseGate | undefined;
  change: VersionChange;
  onAsk: (asking: Asking) => void;
  onClose: () => void;
}

/** Whichever dialog is open about a version. */
export function Asked({ asking, seen, gate, change, onAsk, onClose }: Props) {
  const person = usePerson();
  const own = seen.registeredBy.subject === person.subject && seen.registeredBy.issuer === person.issuer;
  if (asking.what === 'edit') return <EditDialog seen={seen} change={change} onClose={onClose} />;
  if (asking.what === 'override') return <Override seen={seen} gate={gate} onClose={onClose} />;
  if (asking.what === 'share')
    return (
      <ShareDialog
        title="Change the share of production"
        seen={seen}
        confirm="Change share"
        reasonRequired={false}
        busy={change.isPending}
        error={change.error}
        onClose={onClose}
        onConfirm={(rolloutPercentage, reason) =>
          change.mutate(
            { seen, change: { status: 'production', rolloutPercentage, ...(reason ? { reason } : {}) } },
            { onSuccess: onClose },
          )
        }
      />
    );
  if (asking.to === 'production')
    return (
      <ShareDialog
        title="Promote to production"
        seen={seen}
        confirm={own ? 'Ask a second person' : 'Promote'}
        reasonRequired={own}
        busy={change.isPending}
        error={change.error}
        onClose={onClose}
        onConfirm={(rolloutPercentage, reason) =>
          change.mutate(
            { seen, change: { status: 'production', rolloutPercentage, ...(reason ? { reason } : {}) } },
            { onSuccess: onClose },
          )
        }
        {...(person.may.overrideGate && gate && gate.verdict !== 'pass'
          ? { other: { name: 'Override the gate…', run: () => onAsk({ what: 'override' }) } }
          : {})}
      >
        {gate && gate.verdict !== 'pass' && (
          <p className={classes.note}>
            <Missing gate={gate} />
          </p>
        )}
        {own && (
          <p className={classes.note}>
            You registered this version, so another person has to agree, and the gate is asked again then.
          </p>
        )}
      </ShareDialog>
    );
  return <Move to={asking.to} seen={seen} change={change} onClose={onClose} />;
}

function Missing({ gate }: { gate: ReleaseGate }) {
  if (gate.policyNumber === null)
    return 'No release policy is in force, so the gate lets nothing into production.';
  const failing = gate.rules.filter((rule) => rule.verdict !== 'pass');
  return `The release gate is closed. Missing: ${failing.map((rule) => ruleName(rule.rule).toLowerCase()).join(', ')}.`;
}

function Move({ to, seen, change, onClose }: Omit<Props, 'asking' | 'gate' | 'onAsk'> & { to: ModelStatus }) {
  const leaves = seen.status === 'production';
  const heir = heirOf(seen.split, seen);
  const step = seen.nextStatuses.find((one) => one.status === to);
  const name = moveName(seen.status, to);
  return (
    <StatusDialog
      title={name}
      subject={`${seen.name} ${seen.modelVersion}`}
      reasonRequired={step?.reasonRequired ?? false}
      confirm={name}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={({ reason }) =>
        change.mutate({ seen, change: { status: to, ...(reason ? { reason } : {}) } }, { onSuccess: onClose })
      }
    >
      {leaves && (
        <p className={classes.note}>
          {heir
            ? `Its ${seen.rolloutPercentage} % go to ${heir.modelVersion}.`
            : seen.replacesId
              ? 'Its share goes back to the version it was taken from, if that one was superseded; else nothing is in production any more.'
              : 'Nothing of this model is in production any more then.'}
        </p>
      )}
      {(to === 'rejected' || to === 'archived') && (
        <p className={classes.note}>There is no way back from here. The version can still be read.</p>
      )}
    </StatusDialog>
  );
}

/** One admin asks, another agrees; the API makes it a security event when that happens. */
function Override({
  seen,
  gate,
  onClose,
}: {
  seen: ModelVersion;
  gate: ReleaseGate | undefined;
  onClose: () => void;
}) {
  const api = useApi();
  const client = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const ask = useMutation({
    mutationFn: (asked: { rolloutPercentage: number; reason: string }) => askOverride(api, seen, asked, key),
    onSuccess: () => {
      void toast({ title: 'Asked another admin', message: 'It goes into production once one agrees.' });
      renew(client);
      void client.invalidateQueries({ queryKey: ledgerKeys.approvals(VERSION_TYPE, seen.id) });
      onClose();
    },
  });
  return (
    <ShareDialog
      title="Override the release gate"
      seen={seen}
      confirm="Ask another admin"
      reasonRequired
      busy={ask.isPending}
      error={ask.error}
      onClose={onClose}
      onConfirm={(rolloutPercentage, reason) => ask.mutate({ rolloutPercentage, reason: reason ?? '' })}
    >
      <p className={classes.note}>
        {gate && <Missing gate={gate} />} Two admins may let it through all the same. That is a security event
        of severity high, and the gate’s answer is kept with the promotion.
      </p>
    </ShareDialog>
  );
}
