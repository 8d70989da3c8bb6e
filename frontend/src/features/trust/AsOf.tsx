import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dropdown } from '@/components/Dropdown';
import { IconClock } from '@/components/icons';
import { fromUtcInput, toUtcInput, utcThisYear } from '@/lib/format';
import { useNow } from '@/lib/use-now';
import classes from './Trust.module.css';

interface Props {
  at: string | undefined;
  onAt: (at: string | undefined) => void;
}

const DAY = 86_400_000;

/** The exact moment that is looked at; the slider under the history is the quick way. */
export function AsOf({ at, onAt }: Props) {
  const now = useNow();
  return (
    <Dropdown
      label="As of"
      align="end"
      trigger={(props) => (
        <Button variant="default" size="xs" leftSection={<IconClock size={14} />} {...props}>
          {at ? `As of ${utcThisYear(at, now)}` : 'As of now'}
        </Button>
      )}
    >
      {(close) => (
        <Moment
          at={at}
          onAt={(moment) => {
            close();
            onAt(moment);
          }}
        />
      )}
    </Dropdown>
  );
}

function Moment({ at, onAt }: Props) {
  const now = Date.now();
  const [text, setText] = useState(toUtcInput(at ?? new Date(now)));
  const [refused, setRefused] = useState<string>();
  const go = (event: React.FormEvent) => {
    event.preventDefault();
    const moment = fromUtcInput(text);
    if (!moment) setRefused('Give a day and a time.');
    else if (Date.parse(moment) > Date.now()) setRefused('That has not been yet.');
    else onAt(moment);
  };
  const midnight = Math.floor(now / DAY) * DAY;
  const ago = (days: number) => new Date(midnight - days * DAY).toISOString();
  return (
    <form className={classes.moment} onSubmit={go} noValidate>
      <TextInput
        label="Moment (UTC)"
        type="datetime-local"
        step={1}
        max={toUtcInput(new Date(now))}
        size="xs"
        data-autofocus
        value={text}
        error={refused}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.quick}>
        <Button size="compact-xs" variant="default" onClick={() => onAt(ago(0))}>
          Last midnight
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onAt(ago(7))}>
          7 days ago
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onAt(ago(30))}>
          30 days ago
        </Button>
      </div>
      <div className={classes.buttons}>
        {at && (
          <Button size="xs" variant="default" onClick={() => onAt(undefined)}>
            Back to now
          </Button>
        )}
        <Button size="xs" type="submit">
          Recompute
        </Button>
      </div>
    </form>
  );
}
