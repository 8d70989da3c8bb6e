import { type ReactNode, type RefObject, useEffect, useId, useState } from 'react';
import { count } from '@/lib/format';
import { Dropdown, DropdownItem } from './Dropdown';
import classes from './FilterBar.module.css';
import { IconChevronDown, IconPlus, IconSearch, IconX } from './icons';

export function FilterBar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.bar} role="search">
      {children}
      {end && <div className={classes.end}>{end}</div>}
    </div>
  );
}

interface SearchProps {
  value: string;
  onChange: (value: string) => void;
  placeholder: string;
  input: RefObject<HTMLInputElement | null>;
}

export function SearchInput({ value, onChange, placeholder, input }: SearchProps) {
  return (
    <div className={classes.search}>
      <IconSearch size={14} aria-hidden />
      <input
        ref={input}
        type="search"
        value={value}
        placeholder={placeholder}
        aria-label={placeholder}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            if (value) onChange('');
            else event.currentTarget.blur();
          }
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}

/** Typing asks the API only once the person pauses; a change from outside (Back, a cleared filter) shows at once. */
export function DelayedSearch({ value, onChange, ...rest }: SearchProps) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent) return;
    const timer = setTimeout(() => {
      setSent(wanted);
      onChange(wanted);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, sent, onChange]);
  return <SearchInput value={text} onChange={setText} {...rest} />;
}

/** What stands at the bar's end: how many rows there are, and the way back to all of them. */
export function FilterEnd({
  isFiltered,
  onClear,
  total,
  one,
  many,
}: {
  isFiltered: boolean;
  onClear: () => void;
  total: { value: number; isExact: boolean } | undefined;
  one: string;
  many: string;
}) {
  return (
    <>
      {isFiltered && (
        <button type="button" className={classes.clearAll} onClick={onClear}>
          Clear filters
        </button>
      )}
      {total && (
        <output aria-live="polite">
          {count(total.value, total.isExact)} {total.value === 1 ? one : many}
        </output>
      )}
    </>
  );
}

export interface FilterOption {
  value: string;
  label: ReactNode;
  text: string;
}

interface ChoiceProps {
  label: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Only one at a time, as for a time span. */
  single?: boolean;
  startOpen?: boolean;
}

/** A filter as a pill: dashed while it asks nothing, solid with its values when it does. */
export function ChoiceFilter({ label, options, chosen, onChange, single = false, startOpen }: ChoiceProps) {
  const name = useId();
  const texts = options.filter((option) => chosen.includes(option.value)).map((option) => option.text);
  return (
    <Pill label={label} texts={texts} startOpen={startOpen} onClear={() => onChange([])}>
      {(close) => (
        <fieldset className={classes.options}>
          <legend className="visually-hidden">{label}</legend>
          {options.map((option) => (
            <label key={option.value} className={classes.option}>
              <input
                type={single ? 'radio' : 'checkbox'}
                name={name}
                checked={chosen.includes(option.value)}
                onChange={(event) => {
                  if (single) {
                    onChange([option.value]);
                    close();
                  } else if (event.currentTarget.checked) onChange([...chosen, option.value]);
                  else onChange(chosen.filter((one) => one !== option.value));
                }}
              />
              {option.label}
            </label>
          ))}
        </fieldset>
      )}
    </Pill>
  );
}

/** The filters people need less often: by name, until one is asked for. */
export function MoreFilters({ names, onPick }: { names: readonly string[]; onPick: (name: string) => void }) {
  if (names.length === 0) return null;
  return (
    <Dropdown
      label="More filters"
      trigger={(props) => (
        <button type="button" className={classes.more} {...props}>
          <IconPlus size={13} aria-hidden />
          More
        </button>
      )}
    >
      {(close) =>
        names.map((name) => (
          <DropdownItem
            key={name}
            onClick={() => {
              close();
              onPick(name);
            }}
          >
            {name}
          </DropdownItem>
        ))
      }
    </Dropdown>
  );
}

interface TextProps {
  label: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  hint: string;
  startOpen?: boolean;
}

/** A filter whose values are typed: exact, one at a time, each added to the others. */
export function TextFilter({ label, chosen, onChange, hint, startOpen }: TextProps) {
  const [text, setText] = useState('');
  return (
    <Pill label={label} texts={chosen} startOpen={startOpen} onClear={() => onChange([])}>
      {(close) => (
        <>
          <form
            className={classes.typed}
            onSubmit={(event) => {
              event.preventDefault();
              const value = text.trim();
              if (value && !chosen.includes(value)) onChange([...chosen, value]);
              setText('');
              close();
            }}
          >
            <input
              value={text}
              aria-label={`${label} is`}
              placeholder={hint}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <button type="submit">Add</button>
          </form>
          {chosen.map((value) => (
            <button
              key={value}
              type="button"
              className={classes.taken}
              onClick={() => onChange(chosen.filter((one) => one !== value))}
            >
              <IconX size={13} aria-hidden />
              <span className="visually-hidden">Remove </span>
              {value}
            </button>
          ))}
        </>
      )}
    </Pill>
  );
}

interface PillProps {
  label: string;
  texts: readonly string[];
  startOpen: boolean | undefined;
  onClear: () => void;
  children: (close: () => void) => ReactNode;
}

function Pill({ label, texts, startOpen, onClear, children }: PillProps) {
  const active = texts.length > 0;
  const summary = texts.length > 2 ? `${texts.length} chosen` : texts.join(' or ');
  return (
    <div className={classes.pill} data-active={active || undefined}>
      <Dropdown
        label={`${label} filter`}
        startOpen={startOpen ?? false}
        trigger={(props) => (
          <button type="button" className={classes.pillButton} {...props}>
            {!active && <IconPlus size={13} aria-hidden />}
            {label}
            {active && <span className={classes.values}>{summary}</span>}
            {active && <IconChevronDown size={13} aria-hidden />}
          </button>
        )}
      >
        {children}
      </Dropdown>
      {active && (
        <button
          type="button"
          className={classes.clear}
          aria-label={`Clear ${label} filter`}
          onClick={onClear}
        >
          <IconX size={13} aria-hidden />
        </button>
      )}
    </div>
  );
}
