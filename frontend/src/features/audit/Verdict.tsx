import { Button } from '@mantine/core';
import { CopyText } from '@/components/CopyText';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDot,
  IconDownload,
  IconShieldCheck,
  IconX,
} from '@/components/icons';
import { download } from '@/lib/download';
import classes from './audit.module.css';
import type { ProofStep, StepState, Verdict } from './proof/check';

const marks: Record<StepState, string> = {
  checked: 'Checked here',
  believed: 'Believed',
  failed: 'Does not hold',
  open: 'Not checked',
};

/** The outcome in a sentence, before its steps. */
export function VerdictBanner({ verdict, what }: { verdict: Verdict; what: string }) {
  const { state, steps } = verdict;
  const believed = steps.filter((step) => step.state === 'believed').length;
  const last = steps.at(-1);
  const failed = steps.find((step) => step.state === 'failed');
  return (
    <div className={classes.banner} data-state={state} role={state === 'failed' ? 'alert' : 'status'}>
      {state === 'checked' ? (
        <IconShieldCheck size={18} aria-hidden />
      ) : (
        <IconAlertTriangle size={18} aria-hidden />
      )}
      <span>
        <strong>
          {state === 'checked'
            ? `${what} holds`
            : state === 'failed'
              ? `${what} does not hold`
              : 'No verdict'}
        </strong>
        <span>
          {state === 'checked'
            ? believed === 0
              ? 'Every step was computed here, and nothing is taken on trust.'
              : `${steps.length - believed} of ${steps.length} steps were computed here; ${believed === 1 ? '1 is' : `${believed} are`} believed, and marked.`
            : state === 'failed'
              ? `It fails at “${failed?.title}”. Treat it as tampering until somebody explains it.`
              : last?.text}
        </span>
      </span>
    </div>
  );
}

const icons = { checked: IconCheck, believed: IconCircleDot, failed: IconX, open: IconCircleDot };

/** Every step with what was computed; the way up the tree hash by hash. */
export function VerdictSteps({ steps }: { steps: readonly ProofStep[] }) {
  return (
    <ol className={classes.steps} aria-label="Steps of the proof">
      {steps.map((step) => {
        const Icon = icons[step.state];
        return (
          <li key={step.id} data-state={step.state}>
            <span className={classes.dot}>
              <Icon size={13} aria-hidden />
            </span>
            <div className={classes.step}>
              <div className={classes.stepHead}>
                <strong>{step.title}</strong>
                <span className={classes.mark}>{marks[step.state]}</span>
              </div>
              <p>{step.text}</p>
              <Values step={step} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Values({ step }: { step: ProofStep }) {
  if (step.values.length === 0 && !step.path) return null;
  return (
    <details className={classes.details}>
      <summary>{step.path ? `${step.path.length} hashes on the way up` : 'What was computed'}</summary>
      {step.path && step.path.length > 0 && (
        <ol className={classes.path}>
          {step.path.map(({ neighbour, side, node }) => (
            <li key={node}>
              <span className="dim">with its {side} neighbour</span>
              <Hash value={neighbour} label="neighbour" />
              <span className="dim">makes</span>
              <Hash value={node} label="node" />
            </li>
          ))}
        </ol>
      )}
      <dl className={classes.values}>
        {step.values.map(({ label, value }) => (
          <div key={label + value}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const Hash = ({ value, label }: { value: string; label: string }) => (
  <CopyText text={value} shown={`${value.slice(0, 20)}…`} label={label} />
);

/** Two signed checkpoints that cannot both be true: whoever keeps them can show it to anybody. */
export function Contradiction({ older, newer }: { older: string; newer: string }) {
  return (
    <div className={classes.buttons}>
      <Button
        size="xs"
        color="red"
        leftSection={<IconDownload size={14} />}
        onClick={() => {
          download('checkpoint-kept', 'text/plain', older);
          download('checkpoint-served', 'text/plain', newer);
        }}
      >
        Save both checkpoints
      </Button>
    </div>
  );
}
