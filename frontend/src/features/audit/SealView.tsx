import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { Anchor } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import { CopyText } from '@/components/CopyText';
import detail from '@/components/Detail.module.css';
import { IconDownload, IconRefresh } from '@/components/icons';
import { EmptyState, ErrorState } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { ExactTime, RelativeTime } from '@/components/Time';
import { download } from '@/lib/download';
import { number } from '@/lib/format';
import { problemOf } from '@/lib/problem';
import classes from './audit.module.css';
import { keep, keptNow, keptSize, useKept } from './kept';
import { checkCheckpoint } from './proof/check';
import { parseVerifierKey } from './proof/note';
import { anchorList, auditKeys, fetchCheckpoint, keyList, proofSource } from './queries';
import { Contradiction, VerdictBanner, VerdictSteps } from './Verdict';
import { anchorKind, standingText } from './words';

const EpochDialog = lazy(async () => ({ default: (await import('./EpochDialog')).EpochDialog }));

/** What seals the ledger, checked here: today's checkpoint, its keys, and who else keeps one. */
export function SealView() {
  return (
    <div className={classes.seal}>
      <div>
        <CheckpointBlock />
        <OfflineBlock />
      </div>
      <div>
        <AnchorsBlock />
        <KeysBlock />
        <KeptBlock />
      </div>
    </div>
  );
}

function CheckpointBlock() {
  const api = useApi();
  const checked = useQuery({
    queryKey: auditKeys.checkpoint,
    queryFn: async () => {
      const note = await fetchCheckpoint(api);
      return note === null
        ? null
        : { note, verdict: await checkCheckpoint(note, proofSource(api), keptNow()) };
    },
  });
  const { data } = checked;
  useEffect(() => {
    if (data) keep(data.verdict.kept);
  }, [data]);
  return (
    <section className={classes.block} aria-label="Checkpoint">
      <h2>Today's checkpoint</h2>
      <p>
        The name of the ledger, how many entries it has and the root over all of them, signed. Whoever keeps
        one can tell later whether the ledger was rolled back or rewritten.
      </p>
      {checked.error && !data ? (
        <ErrorState error={checked.error} onRetry={() => void checked.refetch()} />
      ) : data === null ? (
        <EmptyState title="Nothing is sealed yet">
          <p>The first checkpoint follows the first entry within a second.</p>
        </EmptyState>
      ) : data ? (
        <>
          <VerdictBanner verdict={data.verdict} what="The checkpoint" />
          <pre className={classes.note}>{data.note}</pre>
          <VerdictSteps steps={data.verdict.steps} />
          {data.verdict.contradiction && <Contradiction {...data.verdict.contradiction} />}
          <div className={classes.buttons}>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} />}
              loading={checked.isFetching}
              onClick={() => void checked.refetch()}
            >
              Check the newest
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} />}
              onClick={() => download('checkpoint', 'text/plain', data.note)}
            >
              Checkpoint
            </Button>
          </div>
        </>
      ) : (
        <div className={detail.loading} aria-busy="true">
          <Skeleton width="90%" height={44} />
          <Skeleton width="70%" />
        </div>
      )}
    </section>
  );
}

function AnchorsBlock() {
  const { may } = usePerson();
  const anchors = useQuery(anchorList(useApi()));
  const [isProposing, setProposing] = useState(false);
  const { data } = anchors;
  const isAhead = data?.items.some((one) => one.standing === 'ahead');
  return (
    <section className={classes.block} aria-label="Anchors">
      <h2>Anchors</h2>
      <p>
        Places outside this machine that keep each checkpoint. One that knows more than this ledger stops all
        sealing.
      </p>
      {anchors.error && !data ? (
        <ErrorState error={anchors.error} onRetry={() => void anchors.refetch()} />
      ) : !data ? (
        <Skeleton width="70%" />
      ) : data.items.length === 0 ? (
        <p className={detail.warning}>
          No anchor is configured: whoever has both database and signing key could rewrite the ledger, and
          only browsers like this one and auditors with a kept checkpoint would notice. Set{' '}
          <code>trust-fabric.anchors</code>.
        </p>
      ) : (
        <ul className={classes.list}>
          {data.items.map((one) => (
            <AnchorRow key={one.name} anchor={one} />
          ))}
        </ul>
      )}
      {data && (
        <dl className={detail.facts}>
          <dt>Sealed</dt>
          <dd className="figures">{number(data.sealedSize)} entries</dd>
          <dt>Epoch</dt>
          <dd>
            {data.epoch === 1 ? (
              'The first: no entry was ever lost'
            ) : (
              <>
                {data.epoch}.{' '}
                <Link
                  to="/audit/ledger"
                  search={{ action: ['ledger_epoch.opened'] } as never}
                  className={detail.link}
                >
                  What was lost, and who went on
                </Link>
              </>
            )}
          </dd>
        </dl>
      )}
      {isAhead && (
        <div className={detail.waiting}>
          <p>
            A place keeps a checkpoint that this ledger does not have: entries were lost. Restore them, or
            open a new epoch that names the loss; that takes two people.
          </p>
          {may.proposeEpochs && (
            <Button size="xs" onClick={() => setProposing(true)}>
              Propose a new epoch
            </Button>
          )}
        </div>
      )}
      <Suspense>{isProposing && <EpochDialog onClose={() => setProposing(false)} />}</Suspense>
    </section>
  );
}

function AnchorRow({ anchor }: { anchor: Anchor }) {
  return (
    <li>
      <div className={classes.rowHead}>
        <strong>{anchor.name}</strong>
        <StatusBadge status={anchor.standing} />
      </div>
      <p className={classes.rowText}>
        {anchorKind(anchor.kind)}. {standingText(anchor.standing)}
        {anchor.lag > 0 && `, by ${number(anchor.lag)} entries`}.{' '}
        {anchor.anchoredAt ? (
          <>
            It keeps {number(anchor.anchoredSize)} entries since <RelativeTime at={anchor.anchoredAt} />.
          </>
        ) : (
          'It has taken none yet.'
        )}
        {anchor.aheadSize !== null && ` It knows ${number(anchor.aheadSize)} entries.`}
      </p>
      {anchor.lastError && (
        <p className={classes.rowText}>
          Last trouble
          {anchor.lastErrorAt && (
            <>
              , <RelativeTime at={anchor.lastErrorAt} />
            </>
          )}
          : {anchor.lastError}
        </p>
      )}
    </li>
  );
}

function KeysBlock() {
  const keys = useQuery(keyList(useApi()));
  const items = keys.data?.items ?? [];
  const file = `${items.map((key) => key.verifierKey).join('\n')}\n`;
  return (
    <section className={classes.block} aria-label="Keys">
      <h2>Keys of the ledger</h2>
      <p>
        As the server tells them. A key that comes with the ledger proves nothing: compare it with one from
        elsewhere.
      </p>
      {keys.error && !keys.data ? (
        <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : !keys.data ? (
        <Skeleton width="80%" />
      ) : (
        <>
          <ul className={classes.list}>
            {items.map((key) => (
              <li key={key.verifierKey}>
                <CopyText text={key.verifierKey} label="verifier key" withIcon />
                <p className={classes.rowText}>
                  Signs from {key.fromSize <= 1 ? 'the first entry' : `${number(key.fromSize)} entries`} on,
                  since <ExactTime at={key.beganAt} />
                </p>
              </li>
            ))}
          </ul>
          {items.length > 0 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconDownload size={14} />}
              onClick={() => download('keys.txt', 'text/plain', file)}
            >
              keys.txt
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** What this browser trusts, and how a person changes that. */
function KeptBlock() {
  const kept = useKept();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const confirm = (material: string, isConfirmed: boolean) =>
    keep({
      ...keptNow(),
      keys: keptNow().keys.map((key) => (key.material === material ? { ...key, isConfirmed } : key)),
    });
  const add = async () => {
    try {
      const { material } = await parseVerifierKey(text);
      const now = keptNow();
      const others = now.keys.filter((key) => key.material !== material);
      keep({ ...now, keys: [...others, { material, since: new Date().toISOString(), isConfirmed: true }] });
      setText('');
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error).detail);
    }
  };
  const size = keptSize(kept);
  return (
    <section className={classes.block} aria-label="Kept in this browser">
      <h2>Kept in this browser</h2>
      <p>
        The key that it saw first and the newest checkpoint that it verified. It believes the server no longer
        about either.
      </p>
      {size === undefined ? (
        <p className={detail.text}>No checkpoint is kept yet.</p>
      ) : (
        <p className={detail.text}>
          <strong>{number(size)} entries</strong>
          {kept.checkpoint && (
            <>
              , verified <RelativeTime at={kept.checkpoint.at} />
            </>
          )}
          {kept.since && (
            <>
              ; watching since <ExactTime at={kept.since} />
            </>
          )}
          .
        </p>
      )}
      <ul className={classes.list}>
        {kept.keys.map((key) => (
          <li key={key.material}>
            <div className={classes.rowHead}>
              <CopyText text={key.material} label="kept key" />
              <StatusBadge status={key.isConfirmed ? 'confirmed' : 'not_compared'} />
            </div>
            <div className={detail.inline}>
              <button
                type="button"
                className={detail.linkish}
                onClick={() => confirm(key.material, !key.isConfirmed)}
              >
                {key.isConfirmed ? 'Not compared after all' : 'I compared it with one from elsewhere'}
              </button>
              <button
                type="button"
                className={detail.linkish}
                onClick={() =>
                  keep({ ...keptNow(), keys: keptNow().keys.filter((one) => one.material !== key.material) })
                }
              >
                Forget
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form
        className={classes.add}
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextInput
          label="Trust a verifier key that somebody gave you"
          placeholder="name+12345678+base64"
          size="xs"
          value={text}
          error={problem}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" size="xs" variant="default" disabled={!text.trim()}>
          Trust it
        </Button>
      </form>
      {kept.checkpoint && (
        <div className={classes.buttons}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => download('last-seen', 'text/plain', kept.checkpoint?.note ?? '')}
          >
            Kept checkpoint
          </Button>
          <Button size="xs" variant="default" onClick={() => keep({ keys: keptNow().keys })}>
            Forget the checkpoint
          </Button>
        </div>
      )}
    </section>
  );
}

function OfflineBlock() {
  return (
    <section className={classes.block} aria-label="Without this page">
      <h2>Without this page</h2>
      <p>
        <code>infra/verify</code> is a small program that shares no code with the product. Get the keys from
        somebody else than the operator, and keep the checkpoint where the operator cannot write.
      </p>
      <pre className={classes.note}>
        {
          'tlog-verify proof -keys keys.txt entry-17.tlog-proof\ntlog-verify log -from https://<API>/api/audit -keys keys.txt -kept last-seen'
        }
      </pre>
      <p>
        The first needs no network. The second reads every entry, builds the whole tree and compares it with
        all that is signed; it says VERIFIED, FAILED, NO VERDICT or CONTRADICTED.
      </p>
    </section>
  );
}
