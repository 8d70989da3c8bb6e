import { Button } from '@mantine/core';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Incident } from '@/api/types';
import { usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Detail.module.css';
import { useDraft } from './drafts';
import own from './Postmortem.module.css';

// The Markdown reader comes with whichever of them is shown first.
const Markdown = lazy(async () => ({ default: (await import('./Markdown')).Markdown }));
const PostmortemEditor = lazy(async () => ({
  default: (await import('./PostmortemEditor')).PostmortemEditor,
}));

/** What was learnt, as it is kept; and the way to write it. */
export function Postmortem({ incident }: { incident: Incident }) {
  const person = usePerson();
  const draft = useDraft(incident.id);
  const [writing, setWriting] = useState(false);
  const [whole, setWhole] = useState(false);
  const close = useCallback(() => setWriting(false), []);
  const may = person.may.changeIncidents;
  const text = incident.postmortem;
  return (
    <section className={classes.section} aria-label="Postmortem">
      <div className={classes.sectionHead}>
        <h3>Postmortem</h3>
        {incident.postmortemRequired && text === null && (
          <span className={classes.state} data-tone="warn">
            Needed to close
          </span>
        )}
        {draft && (
          <span className={classes.state} data-tone="warn">
            Unsaved draft
          </span>
        )}
        {may && text !== null && (
          <button
            type="button"
            className={`${classes.linkish} ${classes.end}`}
            onClick={() => setWriting(true)}
          >
            {draft ? 'Go on writing' : 'Edit'}
          </button>
        )}
      </div>
      {text === null ? (
        <>
          <p className={classes.text}>
            Not written yet. A template is offered, filled with what is known: times, timeline, action items.
          </p>
          {may && (
            <Button size="xs" variant="default" onClick={() => setWriting(true)}>
              {draft ? 'Go on writing' : 'Write the postmortem'}
            </Button>
          )}
        </>
      ) : (
        <>
          <div className={own.shown} data-cut={!whole || undefined}>
            <Suspense fallback={<Skeleton width="80%" />}>
              <Markdown text={text} under={3} />
            </Suspense>
          </div>
          <button type="button" className={classes.linkish} onClick={() => setWhole(!whole)}>
            {whole ? 'Show less' : 'Show all of it'}
          </button>
        </>
      )}
      <Suspense>{writing && <PostmortemEditor incident={incident} onClose={close} />}</Suspense>
    </section>
  );
}
