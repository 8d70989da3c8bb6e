import { type ReactNode, useId, useRef, useState } from 'react';
import { number } from '@/lib/format';
import classes from './FileDrop.module.css';
import { IconUpload, IconX } from './icons';

interface Props {
  label: string;
  description: ReactNode;
  /** As an input takes it: `.xml,text/xml`. */
  accept: string;
  files: readonly File[];
  onFiles: (files: File[]) => void;
  multiple?: boolean;
  error?: string | undefined;
  disabled?: boolean;
}

/** `340 B`, `12.4 kB`, `3.1 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Takes files by drop or by choice; nothing is sent before the person says so. */
export function FileDrop({
  label,
  description,
  accept,
  files,
  onFiles,
  multiple = false,
  error,
  disabled,
}: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const taken = [...(list ?? [])];
    if (disabled || taken.length === 0) return;
    if (!multiple) onFiles(taken.slice(0, 1));
    else {
      const known = new Set(files.map((file) => `${file.name} ${file.size}`));
      onFiles([...files, ...taken.filter((file) => !known.has(`${file.name} ${file.size}`))]);
    }
  };
  return (
    <div className={classes.field}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of two, the input inside is for keyboards */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        data-error={error ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <IconUpload size={20} aria-hidden />
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        <span id={`${id}-about`} className={classes.about}>
          {description}
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          className={classes.input}
          aria-describedby={`${id}-about`}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file, mended on disk, can be chosen again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {error && <p className={classes.error}>{error}</p>}
      {files.length > 0 && (
        <ul className={classes.files}>
          {files.map((file) => (
            <li key={`${file.name} ${file.size}`}>
              <span className={classes.name}>{file.name}</span>
              <span className={classes.size}>{fileSize(file.size)}</span>
              {!disabled && (
                <button
                  type="button"
                  aria-label={`Take out ${file.name}`}
                  onClick={() => onFiles(files.filter((one) => one !== file))}
                >
                  <IconX size={13} aria-hidden />
                </button>
              )}
            </li>
          ))}
          {files.length > 1 && (
            <li className="dim">
              {number(files.length)} files, {fileSize(files.reduce((sum, file) => sum + file.size, 0))}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
