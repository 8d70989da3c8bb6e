import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { useApi } from '@/auth/context';
import classes from '@/components/Dialog.module.css';
import filters from '@/components/FilterBar.module.css';
import { IconX } from '@/components/icons';
import { type EvidenceForm, typeOptions } from './evidence-form';
import { allControls } from './queries';
import { controlName, controlOf } from './words';

/** What evidence says, in a new draft and in an edit alike. */
export function EvidenceFieldset({ form }: { form: UseFormReturn<EvidenceForm> }) {
  const { errors } = form.formState;
  const chosen = form.watch('controls');
  const all = useQuery(allControls(useApi())).data;
  const mayBeArgued =
    chosen.length > 0 &&
    chosen.every((key) => all?.find((one) => one.id === key)?.obligation === 'addressable');
  const isArgued = form.watch('rationale') !== '';
  return (
    <>
      <TextInput
        label="Title"
        required
        data-autofocus
        error={errors.title?.message}
        {...form.register('title')}
      />
      <ControlPicker
        chosen={chosen}
        error={errors.controls?.message}
        onChange={(controls) =>
          form.setValue('controls', controls, {
            shouldDirty: true,
            shouldValidate: form.formState.isSubmitted,
          })
        }
      />
      <div className={classes.columns}>
        <NativeSelect label="Type" data={typeOptions} {...form.register('evidenceType')} />
        <TextInput
          label="Owner"
          description="Who answers for it."
          inputWrapperOrder={['label', 'input', 'error']}
          error={errors.owner?.message}
          {...form.register('owner')}
        />
      </div>
      <Textarea
        label="Description"
        description="What it shows, and how. Needed to be submitted."
        rows={4}
        error={errors.description?.message}
        {...form.register('description')}
      />
      <div className={classes.columns}>
        <TextInput
          type="date"
          label="True from"
          required
          error={errors.from?.message}
          {...form.register('from')}
        />
        <TextInput type="date" label="True until" error={errors.to?.message} {...form.register('to')} />
        <TextInput
          type="date"
          label="Next review by"
          required
          error={errors.review?.message}
          {...form.register('review')}
        />
      </div>
      {(mayBeArgued || isArgued) && (
        <Textarea
          label="Rationale"
          description="Only where an addressable specification is not implemented: why not, and what is done instead."
          rows={3}
          error={errors.rationale?.message}
          {...form.register('rationale')}
        />
      )}
    </>
  );
}

interface PickerProps {
  chosen: string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

/** Controls by id or title, one at a time; the first one chosen is the one it is made for. */
function ControlPicker({ chosen, error, onChange }: PickerProps) {
  const all = useQuery(allControls(useApi())).data;
  const [text, setText] = useState('');
  const list = useId();
  const offered = all?.filter((one) => one.state !== 'by_specifications' && !chosen.includes(one.id));
  const add = (value: string) => {
    const found = offered?.find(
      (one) => one.id === value.trim() || controlName(one).toLowerCase() === value.trim().toLowerCase(),
    );
    if (!found) return false;
    onChange([...chosen, found.id]);
    setText('');
    return true;
  };
  const isUnknown = text !== '' && !offered?.some((one) => one.id.startsWith(text.trim()));
  return (
    <div>
      <TextInput
        label="Controls it serves"
        description="Type an id such as soc2/CC6.1, and pick. It counts for those it names and for no other."
        required
        list={list}
        autoComplete="off"
        value={text}
        error={error}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (!add(value)) setText(value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text === '') return;
          event.preventDefault();
          add(text);
        }}
      />
      <datalist id={list}>
        {offered?.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </datalist>
      {isUnknown && <p className={classes.note}>Pick one from the list: ids look like iso27001/A.5.15.</p>}
      <div>
        {chosen.map((key) => {
          const control = controlOf(key);
          return (
            <button
              key={key}
              type="button"
              className={filters.taken}
              title={all?.find((one) => one.id === key)?.title}
              onClick={() => onChange(chosen.filter((one) => one !== key))}
            >
              <IconX size={13} aria-hidden />
              <span className="visually-hidden">Remove </span>
              {control ? controlName(control) : key}
            </button>
          );
        })}
      </div>
    </div>
  );
}
