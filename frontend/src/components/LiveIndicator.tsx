import { useLiveState } from '@/lib/live/context';
import type { LiveState } from '@/lib/live/notice';
import classes from './LiveIndicator.module.css';

const shown: Record<LiveState, { text: string; explain: string }> = {
  connecting: { text: 'Connecting', explain: 'The live stream is being opened.' },
  live: { text: 'Live', explain: 'Changes arrive by themselves.' },
  reconnecting: {
    text: 'Reconnecting',
    explain: 'The live stream broke. It is being tried again and will miss nothing.',
  },
  offline: {
    text: 'Offline',
    explain: 'No live stream. What you see may be out of date until it is back; nothing will be missed then.',
  },
};

/** Says whether what is on the page is kept up to date, in words and by shape, not by colour alone. */
export function LiveIndicator() {
  const state = useLiveState();
  const { text, explain } = shown[state];
  return (
    <span
      className={classes.indicator}
      data-state={state}
      title={explain}
      role="status"
      data-testid="live-state"
    >
      <span className={classes.dot} aria-hidden="true" />
      {text}
      <span className="visually-hidden">: {explain}</span>
    </span>
  );
}
