import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useId, useState } from 'react';
import type { Incident } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import dialog from '@/components/Dialog.module.css';
import { Segments } from '@/components/Segments';
import { ProblemNote } from '@/components/States';
import { number } from '@/lib/format';
import { draftOf, dropDraft, keepDraft } from './drafts';
import { Markdown } from './Markdown';
import own from './Postmortem.module.css';
import { draftPostmortem } from './queries';
import { useChange } from './use-change';

const LostRace = lazy(async () => ({ default: (await import('./LostRace')).LostRace }));

const MOST = 100_000;
type Tab = 'write' | 'preview';
const tabs = [
  { value: 'write', text: 'Write' },
  { value: 'preview', text: 'Preview' },
] as const;

/**
 * Writes the postmortem in Markdown. What is typed is kept as a draft from the first letter: closing the dialog,
 * or going elsewhere in the product, loses nothing.
 */
export function PostmortemEditor({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const api = useApi();
  const change = useChange();
  const [begun] = useState(() => draftOf(incident.id));
  // As it was when the writing began: what arrives meanwhile is a lost race to show.
  const [seen] = useState(begun?.seen ?? incident);
  const isNew = !begun && seen.postmortem === null;
  const template = useQuery({
    queryKey: ['incidents', 'template', incident.id],
    queryFn: () => draftPostmortem(api, incident.id),
    enabled: isNew,
    // It tells what is known now: another day's would be stale, and one that changes while somebody writes, worse.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [typed, setTyped] = useState<string | undefined>(begun?.text ?? seen.postmortem ?? undefined);
  const [tab, setTab] = useState<Tab>('write');
  const hint = useId();
  const text = typed ?? template.data ?? '';
  const loading = isNew && typed === undefined && template.isPending;
  const changed = text !== (seen.postmortem ?? '');

  const type = (next: string) => {
    setTyped(next);
    keepDraft({ text: next, seen });
  };
  const wanted = text.trim() ? text : null;
  const save = () => change.mutate({ seen, change: { kind: 'edit', fields: { postmortem: wanted } } });
  // Saved at once, or after a lost race was settled in favour of this text. One that is lost, or still being
  // settled, has no incident to show for it, and the text stays.
  const isSaved = change.data !== undefined && change.data.postmortem === wanted;
  useEffect(() => {
    if (!isSaved) return;
    dropDraft(incident.id);
    onClose();
  }, [isSaved, incident.id, onClose]);
  const discard = () => {
    dropDraft(incident.id);
    onClose();
  };

  return (
    <>
      <Modal
        opened={!change.race}
        onClose={onClose}
        title={`Postmortem: ${incident.title}`}
        size={920}
        closeOnClickOutside={false}
      >
        <div className={own.editor}>
          <div className={own.bar}>
            <Segments<Tab> label="Editor" value={tab} options={tabs} onChange={setTab} />
            <span id={hint} className="dim">
              Markdown. {number(text.length)} of {number(MOST)} characters.
            </span>
          </div>
          {loading ? (
            <div className={own.wait} aria-busy="true">
              <Skeleton width="50%" height={16} />
              <Skeleton width="80%" />
              <Skeleton width="70%" />
            </div>
          ) : tab === 'write' ? (
            <textarea
              className={own.area}
              aria-label="Postmortem in Markdown"
              aria-describedby={hint}
              data-autofocus
              spellCheck
              maxLength={MOST}
              value={text}
              onChange={(event) => type(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
              }}
            />
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            <section className={own.preview} aria-label="Preview" tabIndex={0}>
              {text.trim() ? <Markdown text={text} under={2} /> : <p className="dim">Nothing to show yet.</p>}
            </section>
          )}
          {template.error && (
            <p className="dim" role="status">
              The template could not be read; begin with an empty page.
            </p>
          )}
          {change.error && <ProblemNote error={change.error} />}
          <div className={dialog.buttons}>
            {begun || typed !== undefined ? (
              <Button variant="subtle" color="red" className={own.discard ?? ''} onClick={discard}>
                Discard the draft
              </Button>
            ) : null}
            <Button variant="default" onClick={onClose}>
              {changed && typed !== undefined ? 'Close, keep the draft' : 'Close'}
            </Button>
            <Button onClick={save} loading={change.isPending} disabled={!changed || loading}>
              Save
            </Button>
          </div>
        </div>
      </Modal>
      <Suspense>{change.race && <LostRace race={change.race} change={change} />}</Suspense>
    </>
  );
}
