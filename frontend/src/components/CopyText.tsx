import { useState } from 'react';
import classes from './CopyText.module.css';
import { IconCheck, IconCopy } from './icons';

interface Props {
  /** What lands on the clipboard. */
  text: string;
  /** What is shown, when the whole is too long. */
  shown?: string;
  /** What it is, for those who cannot see the shortened text: `event id`. */
  label: string;
  withIcon?: boolean;
}

/** An identifier in mono that copies on click and says that it did. */
export function CopyText({ text, shown = text, label, withIcon = false }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1_500);
    } catch {
      // No clipboard on an insecure address; the text can still be selected.
    }
  };
  return (
    <button
      type="button"
      className={classes.copy}
      title={`${text}\nClick to copy`}
      aria-label={`Copy ${label} ${text}`}
      onClick={(event) => {
        event.stopPropagation();
        event.preventDefault();
        void copy();
      }}
    >
      <span>{shown}</span>
      {(withIcon || copied) &&
        (copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />)}
      <span className="visually-hidden" role="status">
        {copied ? `${label} copied` : ''}
      </span>
    </button>
  );
}
