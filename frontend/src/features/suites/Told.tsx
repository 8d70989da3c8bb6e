import type { TestResult } from '@/api/types';
import { TextDiff, TextSide } from '@/components/TextDiff';
import { number } from '@/lib/format';
import { laidOut } from '@/lib/text-diff';
import classes from './Told.module.css';

/** What a result told: its message, and what was expected against what came. */
export function Told({ result }: { result: TestResult }) {
  const { expected, actual, errorMessage, failedAttempts } = result;
  const isBad = result.status === 'failed' || result.status === 'error';
  const nothing = !expected && !actual && !errorMessage;
  return (
    <div className={classes.told}>
      {failedAttempts > 0 && (
        <p className={classes.note}>
          Failed {number(failedAttempts)} {failedAttempts === 1 ? 'time' : 'times'} in this run before it
          ended so.
        </p>
      )}
      {errorMessage && <Message text={errorMessage} />}
      {expected && actual && (
        <TextDiff
          before={laidOut(expected)}
          after={laidOut(actual)}
          names={['Expected', 'Actual']}
          label="Expected against actual"
        />
      )}
      {expected && !actual && <One name="Expected" text={expected} />}
      {actual && !expected && <One name="Actual" text={actual} />}
      {nothing && isBad && <p className={classes.note}>The report says no more than that it failed.</p>}
    </div>
  );
}

/** A failure's text, whole: its first lines at once, the rest (often a stack trace) on demand. */
function Message({ text }: { text: string }) {
  const lines = text.trim().split('\n');
  const head = lines.slice(0, 4).join('\n');
  if (lines.length <= 6) return <pre className={classes.message}>{text.trim()}</pre>;
  return (
    <details className={classes.whole}>
      <summary>
        <pre className={classes.message}>{head}</pre>
        <span className={classes.more}>{number(lines.length - 4)} more lines</span>
      </summary>
      <pre className={classes.message}>{lines.slice(4).join('\n')}</pre>
    </details>
  );
}

function One({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <p className={classes.note}>{name}</p>
      <TextSide text={laidOut(text)} kind="same" />
    </div>
  );
}
