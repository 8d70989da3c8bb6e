import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import type { Incident, SecurityEvent } from '@/api/types';
import { useApi } from '@/auth/context';
import { Skeleton } from '@/components/Boot';
import classes from '@/components/Dialog.module.css';
import { DelayedSearch } from '@/components/FilterBar';
import { Segments } from '@/components/Segments';
import { SeverityMark } from '@/components/SeverityMark';
import { ProblemNote } from '@/components/States';
import { StatusBadge } from '@/components/StatusBadge';
import { toast } from '@/components/toast';
import { ledgerKeys } from '@/lib/ledger';
import { ApiError } from '@/lib/problem';
import own from './EscalateDialog.module.css';
import { type Escalation, escalate, findIncidents, gradeOf, gradeOptions, incidentTypes } from './escalation';
import { eventKeys, fetchEvent, RECORD_TYPE, replaceEvent } from './queries';

type Way = 'new' | 'join';
const ways = [
  { value: 'new', text: 'New incident' },
  { value: 'join', text: 'Join an open one' },
] as const;

const schema = z.object({
  title: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Say in a few words what is wrong.'),
      z.maxLength(300, 'At most 300 characters.'),
    ),
  severity: z.enum(['sev1', 'sev2', 'sev3', 'sev4']),
  incidentType: z.enum(['security', 'availability', 'data_loss', 'performance']),
  service: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Name the service that fails.'),
      z.maxLength(200, 'At most 200 characters.'),
    ),
});

/** Makes an event an incident, or a part of one that people already work on. */
export function EscalateDialog({ event, onClose }: { event: SecurityEvent; onClose: () => void }) {
  const api = useApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  // As it was when the dialog opened: a change that arrives meanwhile is told, not slipped past the person.
  const [seen, setSeen] = useState(event);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [way, setWay] = useState<Way>('new');
  const [chosen, setChosen] = useState<Incident>();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      title: event.title.slice(0, 300),
      severity: gradeOf(event),
      incidentType: 'security' as const,
      service: '',
    },
  });
  const { errors } = form.formState;

  const escalating = useMutation({
    mutationFn: (to: Escalation) => escalate(api, seen, to, key),
    onSuccess: (incident, to) => {
      void client.invalidateQueries({ queryKey: eventKeys.record(event.id) });
      void client.invalidateQueries({ queryKey: eventKeys.summary });
      void client.invalidateQueries({ queryKey: ledgerKeys.history(RECORD_TYPE, event.id) });
      void fetchEvent(api, event.id).then((fresh) => replaceEvent(client, fresh));
      onClose();
      void toast({
        title: to.kind === 'new' ? 'The incident is open' : 'The event is part of the incident',
        message: incident.title,
      });
      if (to.kind === 'new') {
        void navigate({ to: '/security/incidents', search: { incident: incident.id } });
      }
    },
    onError: async (error) => {
      // Somebody was faster: what they changed is shown behind the dialog, and the next try builds on it.
      if (!(error instanceof ApiError) || !(error.isLostRace || error.status === 409)) return;
      const fresh = await fetchEvent(api, event.id);
      replaceEvent(client, fresh);
      setSeen(fresh);
      setKey(crypto.randomUUID());
    },
  });

  return (
    <Modal opened onClose={onClose} title="Escalate to an incident" size={520}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(submitted) => {
          if (way === 'new') {
            return form.handleSubmit((incident) => escalating.mutate({ kind: 'new', incident }))(submitted);
          }
          submitted.preventDefault();
          if (chosen) escalating.mutate({ kind: 'join', incidentId: chosen.id });
        }}
      >
        <p className={classes.subject}>{event.title}</p>
        <Segments<Way> label="Which incident" value={way} options={ways} onChange={setWay} />
        {way === 'new' ? (
          <>
            <TextInput label="Title" required error={errors.title?.message} {...form.register('title')} />
            <div className={classes.columns}>
              <NativeSelect
                label="Severity"
                description={`As grave as the event: ${gradeOf(event).toUpperCase()}`}
                data={gradeOptions}
                {...form.register('severity')}
              />
              <NativeSelect
                label="Type"
                description="What it does harm to."
                data={incidentTypes}
                {...form.register('incidentType')}
              />
            </div>
            <TextInput
              label="Service"
              description="The one that fails."
              required
              data-autofocus
              error={errors.service?.message}
              {...form.register('service')}
            />
          </>
        ) : (
          <OpenIncidents chosen={chosen} onChoose={setChosen} />
        )}
        {event.status === 'open' && (
          <p className={classes.note}>The event becomes “Investigating”: work on it has begun.</p>
        )}
        {escalating.error && <ProblemNote error={escalating.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={escalating.isPending} disabled={way === 'join' && !chosen}>
            {way === 'new' ? 'Open the incident' : 'Join the incident'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function OpenIncidents({
  chosen,
  onChoose,
}: {
  chosen: Incident | undefined;
  onChoose: (incident: Incident) => void;
}) {
  const api = useApi();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['security-events', 'open-incidents', q],
    queryFn: ({ signal }) => findIncidents(api, q, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const items = found.data?.items ?? [];
  const total = found.data?.page.total ?? 0;
  return (
    <div className={own.find}>
      <DelayedSearch
        value={q}
        onChange={setQ}
        placeholder="Search open incidents"
        input={{ current: null }}
      />
      {found.error && !found.data && <ProblemNote error={found.error} />}
      {found.isPending && <Skeleton width="60%" />}
      {found.data && items.length === 0 && (
        <p className={classes.note}>{q ? 'No open incident has these words.' : 'No incident is open.'}</p>
      )}
      <fieldset className={own.incidents}>
        <legend className="visually-hidden">Open incidents</legend>
        {items.map((incident) => (
          <label key={incident.id} className={own.incident}>
            <input
              type="radio"
              name="incident"
              checked={chosen?.id === incident.id}
              onChange={() => onChoose(incident)}
            />
            <span className={own.what}>
              <span className={own.title}>{incident.title}</span>
              <span className={own.facts}>
                <SeverityMark severity={incident.severity} />
                <StatusBadge status={incident.status} />
                <span>{incident.service}</span>
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      {total > items.length && (
        <p className={classes.note}>{total - items.length} more: add a word to narrow them.</p>
      )}
    </div>
  );
}
