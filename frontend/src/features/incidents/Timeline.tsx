import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Incident, TimelineEntry } from '@/api/types';
import { useApi, usePerson } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Detail.module.css';
import { ErrorState, ProblemNote } from '@/components/States';
import { authorName, fromUtcInput, shortId, utc, utcClock, utcDay } from '@/lib/format';
import { incidentTimeline } from './queries';
import own from './Timeline.module.css';
import { lookAgain } from './use-change';
import { counted, timelineText } from './words';

/** Longer timelines begin folded: the newest entries are what people come for. */
const SHOWN = 25;

/** What happened, in order: people's notes stand out from what the product noted by itself. */
export function Timeline({ incident }: { incident: Incident }) {
  const timeline = useQuery(incidentTimeline(useApi(), incident.id));
  const person = usePerson();
  const [all, setAll] = useState(false);
  const entries = timeline.data ?? [];
  const hidden = all ? 0 : Math.max(0, entries.length - SHOWN);
  let day = '';
  return (
    <section className={classes.section} aria-label="Timeline">
      <div className={classes.sectionHead}>
        <h3>Timeline</h3>
        <span className="dim">UTC, oldest first</span>
      </div>
      {timeline.isPending && <Skeleton width="70%" />}
      {timeline.error && !timeline.data && (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {hidden > 0 && (
        <button type="button" className={classes.linkish} onClick={() => setAll(true)}>
          Show {counted(hidden, 'earlier entry', 'earlier entries')}
        </button>
      )}
      <ol className={own.entries}>
        {entries.slice(hidden).map((entry) => {
          const its = utcDay(entry.at);
          const isNewDay = its !== day;
          day = its;
          return <Entry key={entry.id} entry={entry} day={isNewDay ? its : undefined} />;
        })}
      </ol>
      {person.may.changeIncidents && <NoteForm incident={incident} />}
    </section>
  );
}

/** Written down later than this after it happened, an entry says so. Milliseconds. */
const LATE = 120_000;

function Entry({ entry, day }: { entry: TimelineEntry; day: string | undefined }) {
  const { head, text, byPerson, eventId } = timelineText(entry);
  const late = Date.parse(entry.recordedAt) - Date.parse(entry.at) > LATE;
  const by = authorName(entry.recordedBy);
  return (
    <>
      {day && (
        <li className={own.day} aria-label={`On ${day}`}>
          {day}
        </li>
      )}
      <li className={own.entry} data-kind={byPerson ? 'note' : 'system'}>
        <time dateTime={entry.at} title={utc(entry.at)} className={own.time}>
          {utcClock(entry.at)}
        </time>
        <div className={own.what}>
          <p className={own.head}>
            {byPerson ? <strong>{head}</strong> : head}
            {eventId && (
              <>
                {' '}
                <Link to="/security/events" search={{ event: eventId }} className={`mono ${classes.link}`}>
                  {shortId(eventId)}
                </Link>
              </>
            )}
          </p>
          {text && <p className={own.text}>{text}</p>}
          {(!byPerson || late) && (
            <p className={own.by}>
              {byPerson ? '' : by}
              {late && (
                <span title={utc(entry.recordedAt)}>
                  {byPerson ? 'Written down' : ', written down'} {utcDay(entry.recordedAt)},{' '}
                  {utcClock(entry.recordedAt)}
                </span>
              )}
            </p>
          )}
        </div>
      </li>
    </>
  );
}

function NoteForm({ incident }: { incident: Incident }) {
  const api = useApi();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [at, setAt] = useState<string>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const noting = useMutation({
    mutationFn: () => {
      const when = at ? fromUtcInput(at) : undefined;
      return api.POST('/api/security/incidents/{id}/timeline', {
        params: { path: { id: incident.id }, header: { 'Idempotency-Key': key } },
        body: { text: text.trim(), ...(when ? { at: when } : {}) },
      });
    },
    onSuccess: () => {
      setText('');
      setAt(undefined);
      setKey(crypto.randomUUID());
      lookAgain(client, incident.id);
    },
  });
  const wrongTime = at !== undefined && at !== '' && fromUtcInput(at) === undefined;
  return (
    <form
      className={own.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !wrongTime) noting.mutate();
      }}
    >
      <Textarea
        label="Add a note"
        placeholder="What was seen, tried or decided"
        rows={2}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      {at !== undefined && (
        <TextInput
          type="datetime-local"
          step={1}
          size="xs"
          label="It happened at (UTC)"
          value={at}
          error={wrongTime && 'Give a day and a time.'}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
      )}
      {noting.error && <ProblemNote error={noting.error} />}
      <div className={own.formEnd}>
        {at === undefined ? (
          <button type="button" className={classes.linkish} onClick={() => setAt('')}>
            It happened earlier
          </button>
        ) : (
          <button type="button" className={classes.linkish} onClick={() => setAt(undefined)}>
            It happened now
          </button>
        )}
        <Button size="xs" type="submit" loading={noting.isPending} disabled={!text.trim()}>
          Add note
        </Button>
      </div>
    </form>
  );
}
