import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePerson } from '@/auth/context';
import detail from './Detail.module.css';
import { Dropdown } from './Dropdown';
import { PersonName } from './PersonName';

interface Props<R> {
  /** `Assignee`: what the person is to the record. */
  label: string;
  record: R;
  name: (record: R) => string | null;
  mayChange: boolean;
  busy: boolean;
  /** With the record as it was when the person began: what arrives meanwhile is a lost race to show. */
  onAssign: (seen: R, name: string | null) => void;
  nobody?: string;
  toMe?: string;
  toNobody?: string;
}

/** Who has a record, and for those who may: taking it, handing it on, letting it go. */
export function PersonField<R>(props: Props<R>) {
  const { label, record, nobody = 'Unassigned', toMe = 'Assign to me' } = props;
  const person = usePerson();
  const name = props.name(record);
  if (!props.mayChange) return <PersonName name={name} nobody={nobody} />;
  return (
    <span className={detail.inline}>
      <PersonName name={name} nobody={nobody} />
      {name !== person.name && (
        <button
          type="button"
          className={detail.linkish}
          disabled={props.busy}
          onClick={() => props.onAssign(record, person.name)}
        >
          {toMe}
        </button>
      )}
      <Dropdown
        label={`Change ${label.toLowerCase()}`}
        trigger={(trigger) => (
          <button type="button" className={detail.linkish} {...trigger}>
            Change
          </button>
        )}
      >
        {(close) => (
          <PersonForm
            {...props}
            onAssign={(seen, next) => {
              close();
              props.onAssign(seen, next);
            }}
          />
        )}
      </Dropdown>
    </span>
  );
}

function PersonForm<R>({ label, record, name: read, onAssign, toNobody = 'Unassign' }: Props<R>) {
  const [seen] = useState(record);
  const had = read(seen);
  const [name, setName] = useState(had ?? '');
  return (
    <form
      className={detail.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAssign(seen, name.trim() || null);
      }}
    >
      <TextInput
        label={label}
        value={name}
        maxLength={200}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div className={detail.formButtons}>
        {had && (
          <Button size="xs" variant="default" onClick={() => onAssign(seen, null)}>
            {toNobody}
          </Button>
        )}
        <Button size="xs" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}
